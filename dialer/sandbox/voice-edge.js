/* Makes an unmodified Twilio Voice SDK talk to the sandbox this file came from.
   Load it in a plain <script> before the page's bundle: the SDK keeps window.WebSocket when it is evaluated.

   What the SDK opens itself (read in the source of 2.18.5):
     signalling       new WebSocket("wss://voice-js.<edge>.twilio.com/signal")
     insights         fetch("https://eventgw.<home>.twilio.com/v4/...")
     prompt sounds    XMLHttpRequest, when there is an AudioContext; new Audio(url) when there is none */
(() => {
  "use strict";

  const edge = new URL(document.currentScript.src).host;

  /** The sandbox's address for one of Twilio's, any other address as it is. */
  const local = (given) => {
    let url;
    try {
      url = new URL(given, document.baseURI);
    } catch {
      return given;
    }
    if (url.hostname === "sdk.twilio.com") return `http://${edge}/sdk${url.pathname}`;
    if (/^eventgw\.(.+\.)?twilio\.com$/.test(url.hostname)) return `http://${edge}/insights${url.pathname}`;
    if (url.hostname.endsWith(".twilio.com") && url.pathname === "/signal") return `ws://${edge}/signal`;
    return given;
  };

  const NativeWebSocket = window.WebSocket;
  window.WebSocket = class WebSocket extends NativeWebSocket {
    constructor(url, ...protocols) {
      super(local(url), ...protocols);
    }
  };

  const nativeFetch = window.fetch;
  window.fetch = function fetch(input, ...options) {
    const plain = typeof input === "string" || input instanceof URL;
    return nativeFetch.call(this, plain ? local(input) : input, ...options);
  };

  const nativeOpen = XMLHttpRequest.prototype.open;
  XMLHttpRequest.prototype.open = function open(method, url, ...rest) {
    return nativeOpen.call(this, method, local(url), ...rest);
  };

  const NativeAudio = window.Audio;
  window.Audio = function Audio(url) {
    return url === undefined ? new NativeAudio() : new NativeAudio(local(url));
  };
  window.Audio.prototype = NativeAudio.prototype;

  window.__voiceEdge = edge;
})();
