"""What every decision tells the citizen about complaining."""

from datetime import date


def appeal_text(appeal_by: date) -> str:
    """Write the guidance on appeal that every decision carries.

    Law: forvaltningsloven § 25; retssikkerhedsloven § 67.
    """
    return (
        f"Du kan klage over afgørelsen senest den {appeal_by:%d.%m.%Y}. Klagen sendes til"
        " Ydelsesservice, som vurderer sagen igen og sender klagen videre til ankeinstansen,"
        " hvis afgørelsen fastholdes."
    )
