import { SegmentedControl } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { sentenceOf } from "../api";
import { keys } from "../topics";
import type { MeetingDetail } from "../words";
import classes from "./meetings.module.css";
import { attendedWords } from "./meetingWords";
import { setAttendance } from "./requests";

const ANSWERS = [
  { value: "yes", label: "Came", attended: true },
  { value: "no", label: "Did not come", attended: false },
  { value: "open", label: "Not said", attended: null },
];

/** Who came is a fact of its own, whatever the host made of it. */
export function Attendance({ meeting }: { meeting: MeetingDetail }) {
  const client = useQueryClient();
  const change = useMutation({
    mutationFn: (attended: boolean | null) => setAttendance(meeting.id, attended),
    onSuccess: (fresh) => client.setQueryData(keys.meeting(meeting.id), fresh),
    onError: (error) =>
      notifications.show({ color: "red", title: "Not changed", message: sentenceOf(error) }),
    onSettled: () => client.invalidateQueries({ queryKey: ["meetings"] }),
  });
  if (!meeting.can_record) {
    return <p className="soft">Attendance: {attendedWords(meeting.attended)}</p>;
  }
  const now = change.isPending ? change.variables : meeting.attended;
  return (
    <div className={classes.attendance}>
      <span id="attendance">Attendance</span>
      <SegmentedControl
        aria-labelledby="attendance"
        size="xs"
        value={ANSWERS.find(({ attended }) => attended === now)?.value}
        onChange={(value) =>
          change.mutate(ANSWERS.find((answer) => answer.value === value)?.attended ?? null)
        }
        data={ANSWERS.map(({ value, label }) => ({ value, label }))}
      />
    </div>
  );
}
