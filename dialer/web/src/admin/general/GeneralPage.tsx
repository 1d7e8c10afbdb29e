import { Skeleton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { settingsQuery } from "../../queries";
import { LoadTrouble } from "../../ui/LoadTrouble";
import { AdminHead } from "../AdminHead";
import classes from "../admin.module.css";
import { CallerIds } from "./CallerIds";
import { CompanyForm } from "./CompanyForm";
import { MachineSwitch } from "./MachineSwitch";
import { PlanForm } from "./PlanForm";

export default function GeneralPage() {
  const { data: settings, error, refetch } = useQuery(settingsQuery);
  return (
    <div className={classes.page}>
      <AdminHead title="General">The company, its money and its clock, and the number people see.</AdminHead>
      {error ? (
        <LoadTrouble what="The settings" error={error} retry={() => void refetch()} />
      ) : settings ? (
        <>
          <CompanyForm settings={settings} />
          <CallerIds />
          <MachineSwitch />
          <PlanForm key={settings.plan} plan={settings.plan} />
        </>
      ) : (
        <Skeleton h={320} radius="lg" />
      )}
    </div>
  );
}
