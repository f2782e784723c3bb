<mjml>
  <mj-head>
    <mj-title>[${ticket.number}] Unsere Lösung für Ihre Beschwerde</mj-title>
    <mj-preview>[#if solution.kind == "explanation"]Was geschehen ist und was wir jetzt tun.[#else]Was schiefgelaufen ist und wie wir es in Ordnung bringen.[/#if]</mj-preview>
    <mj-include path="../../messaging/letter/head.mjml" />
  </mj-head>
  <mj-body>
    <mj-include path="../../messaging/letter/header.mjml" />
    <mj-section css-class="paper">
      <mj-column>
        <mj-text mj-class="headline"><h1>[#switch solution.kind]
            [#on "replacement"]Sie bekommen Ersatz
            [#on "refund"]Sie bekommen Ihr Geld zurück
            [#on "goodwill"]Wir möchten es wiedergutmachen
            [#on "explanation"]So kam es dazu
            [#default]Es tut uns leid
          [/#switch]</h1></mj-text>
        <mj-include path="../../messaging/letter/greeting-de.mjml" />
        <mj-text>
          <p>
            [#switch solution.kind]
              [#on "replacement"]
                was Sie bei uns gekauft haben, hätte von Anfang an in Ordnung sein sollen. Das war
                es nicht, und das tut uns leid. Sie bekommen von uns Ersatz.
              [#on "refund"]
                Sie haben für etwas bezahlt, das nicht so war, wie es sein sollte. Das tut uns leid,
                und Sie bekommen
                [#if solution.amount??]<strong>${solution.amount?string(",##0.00")} €</strong>[#else]Ihr Geld[/#if]
                zurück.
              [#on "goodwill"]
                der Ärger, den Sie mit uns hatten, tut uns leid. Ungeschehen machen können wir ihn
                nicht, aber wir möchten ihn[#if solution.amount??] mit
                <strong>${solution.amount?string(",##0.00")} €</strong>[/#if] wiedergutmachen.
              [#on "explanation"]
                danke für Ihre Geduld. Wir sind Ihrer Beschwerde sorgfältig nachgegangen, und es tut
                uns leid, dass Fragen für Sie offen geblieben sind. Hier sind die Antworten.
              [#default]
                es tut uns leid. Was geschehen ist, hätte nicht geschehen dürfen, und es war richtig,
                dass Sie es uns gesagt haben.
            [/#switch]
          </p>
        </mj-text>
        <mj-text mj-class="heading">
          <h2>[#if solution.kind == "explanation"]Was geschehen ist[#else]Was schiefgelaufen ist[/#if]</h2>
        </mj-text>
        <mj-text><p>${lines(answers.whatWentWrong)}</p></mj-text>
        <mj-text mj-class="heading"><h2>Was wir tun</h2></mj-text>
        <mj-text>
          <p>${lines(answers.whatWeDo)}</p>
          [#if (answers.personalWords)?has_content]
          <p>${lines(answers.personalWords)}</p>
          [/#if]
        </mj-text>
      </mj-column>
    </mj-section>
    <mj-include path="../letter/answer-de.mjml" />
    <mj-section css-class="paper">
      <mj-column>
        <mj-text css-class="quiet" mj-class="quiet">
          Hören wir innerhalb von zehn Tagen nichts von Ihnen, nehmen wir an, dass alles gut ist,
          und schließen Ihre Beschwerde ab.
        </mj-text>
      </mj-column>
    </mj-section>
    <mj-include path="../../messaging/letter/signature-de.mjml" />
    <mj-include path="../letter/withdraw-de.mjml" />
    <mj-include path="../../messaging/letter/footer-de.mjml" />
  </mj-body>
</mjml>
