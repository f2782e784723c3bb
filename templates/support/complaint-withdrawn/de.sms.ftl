${company.name}: wie Sie es wünschen, haben wir Ihre Beschwerde ${ticket.number} geschlossen. War das ein Versehen? Antworten Sie einfach auf diese Nachricht.
