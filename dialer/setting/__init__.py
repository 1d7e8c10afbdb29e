"""Appointment Setting: leads by how they stand, what is decided about them without a discovery call, and whose they are."""

from dialer.setting.assigning import MOST_AT_ONCE, Assigned, assign_leads, possible_owners
from dialer.setting.export import HEADINGS, export_page
from dialer.setting.listing import Filters, MeetingFilter, count_by_standing, count_leads, list_leads
from dialer.setting.qualifying import qualify_lead
from dialer.setting.rows import SettingRow, rows_of

__all__ = [
    "HEADINGS",
    "MOST_AT_ONCE",
    "Assigned",
    "Filters",
    "MeetingFilter",
    "SettingRow",
    "assign_leads",
    "count_by_standing",
    "count_leads",
    "export_page",
    "list_leads",
    "possible_owners",
    "qualify_lead",
    "rows_of",
]
