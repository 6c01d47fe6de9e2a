"""What is read out of documents."""

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "documents"
    verbose_name = "政策文献"

    def ready(self) -> None:
        from documents.search import analyser, dictionary, following
        from policyapi.rest.hanging import KEPT

        KEPT.append(analyser.kept_as_of)
        following.follow()
        dictionary.follow()
