"""Dated stories, played through the real APIs under a played clock."""
