<mjml>
  <mj-head>
    <mj-title>[${ticket.number}] Sie haben Ihre Beschwerde zurückgezogen</mj-title>
    <mj-preview>Sie müssen nichts weiter tun.</mj-preview>
    <mj-include path="../../messaging/letter/head.mjml" />
  </mj-head>
  <mj-body>
    <mj-include path="../../messaging/letter/header.mjml" />
    <mj-section css-class="paper">
      <mj-column>
        <mj-text mj-class="headline"><h1>Sie haben Ihre Beschwerde zurückgezogen</h1></mj-text>
        <mj-include path="../../messaging/letter/greeting-de.mjml" />
        <mj-text>
          <p>wie Sie es wünschen, haben wir Ihre Beschwerde <strong>${ticket.number}</strong>
            geschlossen. Sie müssen nichts weiter tun.</p>
          <p>War das ein Versehen, oder besteht der Ärger noch? Dann antworten Sie auf diese
            Nachricht. Wir nehmen uns der Sache gern wieder an.</p>
        </mj-text>
      </mj-column>
    </mj-section>
    <mj-include path="../../messaging/letter/signature-de.mjml" />
    <mj-include path="../../messaging/letter/footer-de.mjml" />
  </mj-body>
</mjml>
