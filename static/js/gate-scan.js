// Reads the code of a ticket with the camera: by the browser itself where it can, else by the vendored reader.
"use strict";

(() => {
  const button = document.getElementById("scan");
  const frame = document.getElementById("camera");
  const video = frame.querySelector("video");
  const EVERY = 200;
  const SHAPE = /^(?:E:)?([0-9A-Z]{6,12})$/i;
  let stream = null;
  let read = null;

  if (!navigator.mediaDevices || !navigator.mediaDevices.getUserMedia) return;
  button.hidden = false;

  async function reader() {
    if ("BarcodeDetector" in window) {
      const known = await window.BarcodeDetector.getSupportedFormats().catch(() => []);
      if (known.includes("qr_code")) {
        const detector = new window.BarcodeDetector({ formats: ["qr_code"] });
        return async () => (await detector.detect(video))[0]?.rawValue;
      }
    }
    if (!window.jsQR) await loaded(document.body.dataset.reader);
    const canvas = document.createElement("canvas");
    const context = canvas.getContext("2d", { willReadFrequently: true });
    return async () => {
      [canvas.width, canvas.height] = [video.videoWidth, video.videoHeight];
      context.drawImage(video, 0, 0);
      const picture = context.getImageData(0, 0, canvas.width, canvas.height);
      return window.jsQR(picture.data, picture.width, picture.height)?.data;
    };
  }

  function loaded(address) {
    return new Promise((resolve, reject) => {
      const script = document.createElement("script");
      [script.src, script.onload, script.onerror] = [address, resolve, reject];
      document.head.append(script);
    });
  }

  function close() {
    for (const track of stream?.getTracks() ?? []) track.stop();
    stream = null;
    frame.hidden = true;
    button.hidden = false;
  }

  async function look() {
    if (!stream) return;
    const text = video.videoWidth ? await read().catch(() => "") : "";
    const code = SHAPE.exec((text || "").trim());
    if (code) {
      close();
      window.gate.search(code[1].toUpperCase());
      return;
    }
    window.setTimeout(look, EVERY);
  }

  button.addEventListener("click", async () => {
    try {
      read = await reader();
      stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
      [frame.hidden, button.hidden] = [false, true];
      video.srcObject = stream;
      await video.play();
      look();
    } catch {
      close();
      window.gate.tell(window.gate.say("no_camera"), "warn");
    }
  });
  frame.querySelector("button").addEventListener("click", close);
  document.addEventListener("visibilitychange", () => document.hidden && close());
})();
