<mjml>
  <mj-head>
    <mj-title>[${ticket.number}] Wie haben wir uns gekümmert?</mj-title>
    <mj-preview>Eine Frage, ein Klick.</mj-preview>
    <mj-include path="../../messaging/letter/head.mjml" />
  </mj-head>
  <mj-body>
    <mj-include path="../../messaging/letter/header.mjml" />
    <mj-section css-class="paper">
      <mj-column>
        <mj-text mj-class="headline"><h1>Wie haben wir uns gekümmert?</h1></mj-text>
        <mj-include path="../../messaging/letter/greeting-de.mjml" />
        <mj-text>
          <p>Ihre Beschwerde <strong>${ticket.number}</strong> ist abgeschlossen. Sie hatten Ärger mit uns, und wir
            wüssten gern, wie wir damit umgegangen sind, aus Ihrer Sicht.</p>
        </mj-text>
      </mj-column>
    </mj-section>
    <mj-include path="../../feedback/letter/score-de.mjml" />
    <mj-section css-class="paper">
      <mj-column>
        <mj-text>
          <p>Ein Klick genügt, und Sie können es sich danach noch anders überlegen. War es nicht gut, ruft Sie
            jemand an: nicht um zu erklären, sondern um zuzuhören.</p>
        </mj-text>
      </mj-column>
    </mj-section>
    <mj-include path="../../messaging/letter/signature-de.mjml" />
    <mj-include path="../../messaging/letter/footer-de.mjml" />
  </mj-body>
</mjml>
