"""Every step of the tables, in order; a new one is a new file here, named with its number, and a line below."""

from __future__ import annotations

from importlib import import_module

STEPS = (
    "m0001_journal",
    "m0002_people_and_workers",
    "m0003_requests",
    "m0004_turns",
    "m0005_listenings",
    "m0006_voice",
    "m0010_persons",
    "m0011_relations",
    "m0012_merges",
    "m0013_plans",
    "m0014_visits",
    "m0015_consent_ledger",
    "m0016_referrals",
    "m0017_consent_hearings",
    "m0020_recordings_about",
    "m0021_firings",
    "m0022_life",
    "m0023_absences",
    "m0024_found",
    "m0025_alarms",
    "m0030_roles",
    "m0031_chain",
    "m0032_readings",
    "m0033_second_factor",
    "m0034_resets",
    "m0035_training",
    "m0040_tidings",
    "m0041_cards",
    "m0042_sendings",
    "m0043_signs",
    "m0050_calls",
    "m0051_missed",
    "m0052_rota",
    "m0053_letters",
    "m0054_films",
    "m0056_circles",
    "m0060_duty_reports",
    "m0061_report_notices",
    "m0062_checkins",
    "m0063_child_times",
    "m0064_quiet_hours",
    "m0067_at_the_screen",
    "m0070_child_uses",
    "m0071_neighbours",
)

for step in STEPS:  # importing one registers it; the order is the order of application
    import_module(f"{__name__}.{step}")
