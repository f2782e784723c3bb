${company.name}: Zuletzt lief nicht alles gut, das haben wir nicht vergessen. Wie geht es Ihnen jetzt mit uns[#if (survey.link)?has_content]? ${survey.link}[#else]?[/#if]
