${company.name}: how is it going? One click is enough, and you may change your mind afterwards[#if (survey.link)?has_content]: ${survey.link}[#else].[/#if]
