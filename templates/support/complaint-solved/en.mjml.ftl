<mjml>
  <mj-head>
    <mj-title>[${ticket.number}] Our solution for your complaint</mj-title>
    <mj-preview>[#if solution.kind == "explanation"]What happened, and what we do now.[#else]What went wrong, and how we put it right.[/#if]</mj-preview>
    <mj-include path="../../messaging/letter/head.mjml" />
  </mj-head>
  <mj-body>
    <mj-include path="../../messaging/letter/header.mjml" />
    <mj-section css-class="paper">
      <mj-column>
        <mj-text mj-class="headline"><h1>[#switch solution.kind]
            [#on "replacement"]We are replacing it
            [#on "refund"]You get your money back
            [#on "goodwill"]We want to make up for it
            [#on "explanation"]Here is what happened
            [#default]We are sorry
          [/#switch]</h1></mj-text>
        <mj-include path="../../messaging/letter/greeting-en.mjml" />
        <mj-text>
          <p>
            [#switch solution.kind]
              [#on "replacement"]
                What you bought from us should have been right from the start. It was not, and we
                are sorry. You get a replacement from us.
              [#on "refund"]
                You paid for something that was not as it should have been. We are sorry, and you
                get
                [#if solution.amount??]<strong>€${solution.amount?string(",##0.00")}</strong>[#else]your money[/#if]
                back.
              [#on "goodwill"]
                We are sorry for the trouble you had with us. We cannot undo it, but we would like to
                make up for it[#if solution.amount??] with
                <strong>€${solution.amount?string(",##0.00")}</strong>[/#if].
              [#on "explanation"]
                Thank you for your patience. We have looked into your complaint carefully, and we are
                sorry that we left you with open questions. Here are the answers.
              [#default]
                We are sorry. What happened should not have happened, and you were right to tell us.
            [/#switch]
          </p>
        </mj-text>
        <mj-text mj-class="heading">
          <h2>[#if solution.kind == "explanation"]What happened[#else]What went wrong[/#if]</h2>
        </mj-text>
        <mj-text><p>${lines(answers.whatWentWrong)}</p></mj-text>
        <mj-text mj-class="heading"><h2>What we do about it</h2></mj-text>
        <mj-text>
          <p>${lines(answers.whatWeDo)}</p>
          [#if (answers.personalWords)?has_content]
          <p>${lines(answers.personalWords)}</p>
          [/#if]
        </mj-text>
      </mj-column>
    </mj-section>
    <mj-include path="../letter/answer-en.mjml" />
    <mj-section css-class="paper">
      <mj-column>
        <mj-text css-class="quiet" mj-class="quiet">
          If we hear nothing from you within ten days, we take it that all is well and close your
          complaint.
        </mj-text>
      </mj-column>
    </mj-section>
    <mj-include path="../../messaging/letter/signature-en.mjml" />
    <mj-include path="../letter/withdraw-en.mjml" />
    <mj-include path="../../messaging/letter/footer-en.mjml" />
  </mj-body>
</mjml>
