import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { takePictures } from '../utils/browser/take-pictures';
import { choosePictures } from '../utils/extract/choose-pictures';

/** Injected at a click, as the reader is: gives the pictures that may show whom the page is about. */
export default defineUnlistedScript(() => takePictures(choosePictures(document)));
