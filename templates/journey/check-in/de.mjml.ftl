<mjml>
  <mj-head>
    <mj-title>Wie geht es Ihnen mit uns?</mj-title>
    <mj-preview>Eine Frage, ein Klick.</mj-preview>
    <mj-include path="../../messaging/letter/head.mjml" />
  </mj-head>
  <mj-body>
    <mj-include path="../../messaging/letter/header.mjml" />
    <mj-section css-class="paper">
      <mj-column>
        <mj-text mj-class="headline"><h1>Wie geht es Ihnen mit uns?</h1></mj-text>
        <mj-include path="../../messaging/letter/greeting-de.mjml" />
        <mj-text>
          <p>Sie sind jetzt eine Weile bei uns[#if (events["customer.joined"].product)?has_content], mit
            <strong>${events["customer.joined"].product}</strong>[/#if]. Wir haben eine einzige Frage, und die Antwort liegt uns
            am Herzen: Wie geht es Ihnen damit?</p>
        </mj-text>
      </mj-column>
    </mj-section>
    <mj-include path="../../feedback/letter/score-de.mjml" />
    <mj-section css-class="paper">
      <mj-column>
        <mj-text>
          <p>Ein Klick genügt, und Sie können es sich danach noch anders überlegen. Möchten Sie es uns lieber in
            Worten sagen? Antworten Sie einfach: Ein Mensch liest es.</p>
        </mj-text>
      </mj-column>
    </mj-section>
    <mj-include path="../../messaging/letter/signature-de.mjml" />
    <mj-include path="../../messaging/letter/footer-de.mjml" />
  </mj-body>
</mjml>
