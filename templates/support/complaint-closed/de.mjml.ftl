<mjml>
  <mj-head>
    <mj-title>[${ticket.number}] Ihre Beschwerde ist abgeschlossen</mj-title>
    <mj-preview>Danke, dass Sie es uns gesagt haben.</mj-preview>
    <mj-include path="../../messaging/letter/head.mjml" />
  </mj-head>
  <mj-body>
    <mj-include path="../../messaging/letter/header.mjml" />
    <mj-section css-class="paper">
      <mj-column>
        <mj-text mj-class="headline"><h1>Danke, dass Sie es uns gesagt haben</h1></mj-text>
        <mj-include path="../../messaging/letter/greeting-de.mjml" />
        <mj-text>
          <p>Ihre Beschwerde <strong>${ticket.number}</strong> ist jetzt abgeschlossen. Danke, dass
            Sie uns gesagt haben, was nicht in Ordnung war, und danke für Ihre Geduld. Das hilft uns,
            es besser zu machen, für Sie und für andere.</p>
          <p>Sollte der Ärger wiederkommen, antworten Sie auf diese Nachricht: Wir kennen die ganze
            Vorgeschichte und machen dort weiter.</p>
        </mj-text>
      </mj-column>
    </mj-section>
    <mj-include path="../../messaging/letter/signature-de.mjml" />
    <mj-include path="../../messaging/letter/footer-de.mjml" />
  </mj-body>
</mjml>
