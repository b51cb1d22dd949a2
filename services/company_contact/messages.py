"""What company contact listens to: its own register, so that each company gets its log."""

from typing import TypeAlias

from services.company_contact.domain.company import CompanyRegistered

Message: TypeAlias = CompanyRegistered
