/** What this device knows of the meetings that were led on it, to go on without network: title, place, agenda, wall; no name of anybody.
 * It is forgotten after the evening, by whoever signs out, and where another account opens a room. */
const name = 'patto-stanze', table = 'rooms', evening = 36 * 3600 * 1000;

const done = request => new Promise((take, fail) => {
  request.onsuccess = () => take(request.result);
  request.onerror = () => fail(request.error);
});

// Opened for each act and closed at once: whoever signs out deletes it, and an open door would hold that up.
async function inStore(mode, act) {
  const opening = indexedDB.open(name, 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore(table, { keyPath: 'key' });
  const db = await done(opening);
  try {
    return await act(db.transaction(table, mode).objectStore(table));
  } finally {
    db.close();
  }
}

const isFresh = room => Date.now() - room.kept < evening;

/** @param room its key is account and meeting, as the queue of its notes names them; what it does not say stays as it was */
export const keepRoom = room => inStore('readwrite', async store => {
  let before = {};
  for (const other of await done(store.getAll())) {
    if (other.account !== room.account || !isFresh(other)) store.delete(other.key);
    else if (other.key === room.key) before = other;
  }
  await done(store.put({ ...before, ...room, kept: Date.now() }));
});

/** The rooms of the evening, the last opened first. */
export const roomsHere = async () => (await inStore('readonly', store => done(store.getAll())))
  .filter(isFresh).sort((a, b) => b.kept - a.kept);

export const forgetRooms = () => indexedDB.deleteDatabase(name);
