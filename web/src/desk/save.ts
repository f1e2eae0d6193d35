// SPDX-License-Identifier: MIT
// Desk: files given to the person at the page. Nothing is sent.

import { zipSync } from 'fflate';

/** ZIP holds local times; one moment for all, so that the same files give the same bytes and no clock is told. */
const moment = new Date(1980, 0, 1);

export const zip = (files: ReadonlyMap<string, Uint8Array>): Uint8Array =>
  zipSync(Object.fromEntries([...files].map(([path, bytes]) => [path, [bytes, { mtime: moment, level: 6 }] as const])), { mtime: moment });

export function save(name: string, bytes: Uint8Array | string): void {
  const address = URL.createObjectURL(new Blob([bytes as BlobPart], { type: 'application/octet-stream' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // The download has begun with the click; the address is not needed once the browser has read it.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

interface FolderHandle {
  getDirectoryHandle(name: string, options: { create: true }): Promise<FolderHandle>;
  getFileHandle(name: string, options: { create: true }): Promise<{ createWritable(): Promise<{ write(data: BlobPart): Promise<void>; close(): Promise<void> }> }>;
}
type Picker = { showDirectoryPicker?(options: { mode: 'readwrite' }): Promise<FolderHandle> };

export const canSaveFolder = (): boolean => typeof (window as Picker).showDirectoryPicker === 'function';

/** Writes files, with their folders, into one that the person chooses. */
export async function saveFolder(files: ReadonlyMap<string, Uint8Array>): Promise<void> {
  const root = await (window as Picker).showDirectoryPicker!({ mode: 'readwrite' });
  for (const [path, bytes] of files) {
    const folders = path.split('/');
    const name = folders.pop()!;
    let folder = root;
    for (const one of folders) folder = await folder.getDirectoryHandle(one, { create: true });
    const file = await (await folder.getFileHandle(name, { create: true })).createWritable();
    await file.write(bytes as BlobPart);
    await file.close();
  }
}
