"""What is read out of documents."""

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "documents"
    verbose_name = "政策文献"

    def ready(self) -> None:
        from documents.search import dictionary, following

        following.follow()
        dictionary.follow()
