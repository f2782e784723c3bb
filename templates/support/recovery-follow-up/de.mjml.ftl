<mjml>
  <mj-head>
    <mj-title>[#if ((answers.recoveryOutcome)!"") == "notReached"]Wir wollten Sie anrufen[#else]Danke für das Gespräch mit Ihnen[/#if]</mj-title>
    <mj-preview>[#if ((answers.recoveryOutcome)!"") == "notReached"]Wann erreichen wir Sie gut?[#else]Was wir vereinbart haben, schriftlich.[/#if]</mj-preview>
    <mj-include path="../../messaging/letter/head.mjml" />
  </mj-head>
  <mj-body>
    <mj-include path="../../messaging/letter/header.mjml" />
    <mj-section css-class="paper">
      <mj-column>
        <mj-text mj-class="headline"><h1>[#if ((answers.recoveryOutcome)!"") == "notReached"]Wir wollten Sie anrufen[#else]Danke für das Gespräch[/#if]</h1></mj-text>
        <mj-include path="../../messaging/letter/greeting-de.mjml" />
        <mj-text>
          [#if ((answers.recoveryOutcome)!"") == "notReached"]
          <p>Sie haben uns gesagt, dass nicht alles gut ist, und wir wollten es von Ihnen selbst hören. Am Telefon
            haben wir Sie leider nicht erreicht.</p>
          <p>Wann passt es Ihnen? Antworten Sie einfach auf diese Nachricht, oder schreiben Sie uns hier, was
            geschehen ist: Ein Mensch liest es.[#if (company.phone)?has_content] Sie erreichen uns auch unter
            ${company.phone}.[/#if]</p>
          [#else]
          <p>danke, dass Sie sich am Telefon Zeit genommen und offen gesagt haben, was nicht gut war. Es ist an
            uns, das besser zu machen.</p>
          [/#if]
        </mj-text>
        <mj-raw>[#if (answers.agreed)?has_content]</mj-raw>
        <mj-text css-class="note" mj-class="note">
          <p>Das haben wir vereinbart:<br />${lines(answers.agreed)}
            [#if (answers.promisedFor!"")?matches("\\d{4}-\\d{2}-\\d{2}")]<br /><strong>Das haben Sie spätestens am
            ${answers.promisedFor?date("yyyy-MM-dd")?string("EEEE, d. MMMM")}.</strong>[/#if]</p>
        </mj-text>
        <mj-raw>[/#if]</mj-raw>
        <mj-text padding-top="18px">
          <p>[#if ((answers.recoveryOutcome)!"") == "notReached"]Wir möchten es gern wieder gutmachen.[#else]Haben Sie etwas anders in Erinnerung?
            Antworten Sie einfach auf diese Nachricht.[/#if]</p>
        </mj-text>
      </mj-column>
    </mj-section>
    <mj-include path="../../messaging/letter/signature-de.mjml" />
    <mj-include path="../../messaging/letter/footer-de.mjml" />
  </mj-body>
</mjml>
