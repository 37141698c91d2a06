/** Stands in a ModelChoice for the model on the device, which has no endpoint record. */
export const embeddedEndpointId = 'on-device';
