${company.name}: Ihre Beschwerde ${ticket.number} ist abgeschlossen. Danke, dass Sie es uns gesagt haben. Kommt der Ärger wieder, antworten Sie auf diese Nachricht.
