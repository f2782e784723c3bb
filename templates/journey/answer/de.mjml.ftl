<mjml>
  <mj-head>
    <mj-title>Unsere Antwort an Sie</mj-title>
    <mj-preview>Danke, dass Sie uns geschrieben haben.</mj-preview>
    <mj-include path="../../messaging/letter/head.mjml" />
  </mj-head>
  <mj-body>
    <mj-include path="../../messaging/letter/header.mjml" />
    <mj-section css-class="paper">
      <mj-column>
        <mj-text mj-class="headline"><h1>Unsere Antwort an Sie</h1></mj-text>
        <mj-include path="../../messaging/letter/greeting-de.mjml" />
        <mj-text>
          <p>danke, dass Sie uns geschrieben haben.</p>
          <p>${lines(answers.ourAnswer)}</p>
          <p>Gibt es noch etwas? Antworten Sie einfach auf diese Nachricht.</p>
        </mj-text>
      </mj-column>
    </mj-section>
    <mj-include path="../../messaging/letter/signature-de.mjml" />
    <mj-include path="../../messaging/letter/footer-de.mjml" />
  </mj-body>
</mjml>
