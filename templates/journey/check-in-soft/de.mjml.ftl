<mjml>
  <mj-head>
    <mj-title>Wie geht es Ihnen jetzt?</mj-title>
    <mj-preview>Nicht alles lief gut, das wissen wir. Darum fragen wir behutsam.</mj-preview>
    <mj-include path="../../messaging/letter/head.mjml" />
  </mj-head>
  <mj-body>
    <mj-include path="../../messaging/letter/header.mjml" />
    <mj-section css-class="paper">
      <mj-column>
        <mj-text mj-class="headline"><h1>Wie geht es Ihnen jetzt?</h1></mj-text>
        <mj-include path="../../messaging/letter/greeting-de.mjml" />
        <mj-text>
          <p>zuletzt lief zwischen uns nicht alles gut, und wir haben das nicht vergessen. Danke, dass Sie uns
            die Gelegenheit gegeben haben, es in Ordnung zu bringen.</p>
          <p>Darum fragen wir behutsam und wollen es so hören, wie es ist: Wie geht es Ihnen jetzt mit uns?</p>
        </mj-text>
      </mj-column>
    </mj-section>
    <mj-include path="../../feedback/letter/score-de.mjml" />
    <mj-section css-class="paper">
      <mj-column>
        <mj-text>
          <p>Ist noch etwas offen? Antworten Sie bitte: Ein Mensch liest es und hat die ganze Vorgeschichte vor
            sich. Sie müssen nichts noch einmal erklären.</p>
        </mj-text>
      </mj-column>
    </mj-section>
    <mj-include path="../../messaging/letter/signature-de.mjml" />
    <mj-include path="../../messaging/letter/footer-de.mjml" />
  </mj-body>
</mjml>
