/** Customer service and customer care as BPMN diagrams on one engine. */
@org.jspecify.annotations.NullMarked
package org.carejourney;
