import { contextBridge, ipcRenderer } from 'electron'
import { MAIN_CALL, PORT_MESSAGE, type VigilBridge } from '../ipc/contract.ts'

/** The page's own origin: ports are handed to nothing else. */
const PAGE_ORIGIN = 'app://vigil'

for (const type of [PORT_MESSAGE.control, PORT_MESSAGE.waves, PORT_MESSAGE.engineLost]) {
  ipcRenderer.on(type, (event) => window.postMessage({ type }, PAGE_ORIGIN, [...event.ports]))
}

const bridge: VigilBridge = {
  printPdf: (suggested) => ipcRenderer.invoke(MAIN_CALL.printPdf, suggested),
  pagePdf: () => ipcRenderer.invoke(MAIN_CALL.pagePdf),
  saveText: (suggested, text) => ipcRenderer.invoke(MAIN_CALL.saveText, suggested, text),
  saveCapture: (suggested, vcap) => ipcRenderer.invoke(MAIN_CALL.saveCapture, suggested, vcap),
  chooseFolder: () => ipcRenderer.invoke(MAIN_CALL.chooseFolder),
  about: () => ipcRenderer.invoke(MAIN_CALL.about),
  screenKey: () => ipcRenderer.invoke(MAIN_CALL.screenKey),
  loginStart: () => ipcRenderer.invoke(MAIN_CALL.loginStart),
  setLoginStart: (on) => ipcRenderer.invoke(MAIN_CALL.setLoginStart, on),
  bell: () => ipcRenderer.invoke(MAIN_CALL.bell),
}

contextBridge.exposeInMainWorld('vigil', bridge)
