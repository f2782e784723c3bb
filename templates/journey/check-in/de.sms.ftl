${company.name}: Wie geht es Ihnen mit uns? Ein Klick genügt, und Sie können es sich danach noch anders überlegen[#if (survey.link)?has_content]: ${survey.link}[#else].[/#if]
