/**
 * HTTP: the open ports, what a request may cost, and a router of exact paths by host. What is served there is registered by others.
 */
@NullMarked
package org.mailstead.web;

import org.jspecify.annotations.NullMarked;
