// SPDX-License-Identifier: MIT
// Kiosk: <triptych-kiosk>: what a tablet at a stand has besides the widget: it returns to the start when nobody is there, the next person finds
// nothing of the last, and people of the association reach the ballots on the device behind a PIN.

import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import type { Letter } from '../store/letters.ts';
import type { WidgetStore } from '../store/widget-store.ts';
import { widgetStyles } from '../elements/widget.styles.ts';
import { countdownSeconds, Idle } from './idle.ts';
import { kioskStyles } from './kiosk.styles.ts';
import { keepOffline, type Offline } from './offline.ts';
import { choosePin, hasPin, isPin, opens, waitAfter } from './pin.ts';

const defaultSeconds = 90;
/** The people of the association may be called away with the drawer open. */
const staffSeconds = 60;

type Staff = 'no' | 'choose' | 'ask' | 'open';

const signs = ['pointerdown', 'keydown', 'input', 'wheel', 'touchstart', 'scroll'] as const;

export class TriptychKiosk extends LitElement {
  static override styles = [widgetStyles, kioskStyles];
  static override properties = {
    store: { attribute: false },
    left: { state: true },
    staff: { state: true },
    held: { state: true },
    saved: { state: true },
    sure: { state: true },
    problem: { state: true },
    offline: { state: true },
  };

  declare store: WidgetStore;
  /** Seconds of the countdown; null: none is shown. */
  declare left: number | null;
  declare staff: Staff;
  /** Ballots on this device, once the PIN was right. */
  declare held: Letter[] | null;
  /** Those that were saved as a file in this visit of the drawer: only they can be erased. */
  declare saved: Letter[];
  declare sure: boolean;
  declare problem: '' | 'pin' | 'shape' | 'differ' | 'wait';
  declare offline: Offline | null;

  #idle: Idle | null = null;
  #timer = 0;
  #wrong = 0;
  #checking = false;
  #closedUntil = 0;
  #opened = 0;
  /** Of the first person: each next one begins in it. */
  #language = '';
  #unsubscribe: (() => void) | null = null;

  constructor() {
    super();
    this.left = null;
    this.staff = 'no';
    this.held = null;
    this.saved = [];
    this.sure = false;
    this.problem = '';
    this.offline = null;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    const { config, locale } = this.store.getState();
    this.#language = locale;
    this.#idle = new Idle(config?.kiosk?.seconds ?? defaultSeconds, performance.now());
    for (const sign of signs) addEventListener(sign, this.#touched, { capture: true, passive: true });
    this.#timer = window.setInterval(() => this.#look(), 500);
    this.#unsubscribe = this.store.subscribe(() => this.requestUpdate());
    if (globalThis.crypto?.subtle && this.#storage && !hasPin(this.#storage)) this.staff = 'choose';
    void keepOffline().then((offline) => (this.offline = offline));
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    for (const sign of signs) removeEventListener(sign, this.#touched, { capture: true });
    clearInterval(this.#timer);
    this.#unsubscribe?.();
  }

  get #storage(): Storage | null {
    try {
      return localStorage;
    } catch {
      return null;
    }
  }

  readonly #touched = (): void => {
    // While the countdown is shown its own buttons are the answer: a brush of the sleeve is none.
    if (this.left === null) this.#idle?.touched(performance.now());
    this.#opened = performance.now();
  };

  /** Nothing to give back: nobody has begun. */
  get #pristine(): boolean {
    const { screen, view, delivery, locale } = this.store.getState();
    return screen === 'home' && (view?.answered ?? 0) === 0 && delivery === 'idle' && locale === this.#language;
  }

  #look(): void {
    const now = performance.now();
    if (this.staff !== 'no') {
      if (this.staff !== 'choose' && now - this.#opened > staffSeconds * 1000) this.#leave();
      this.#idle?.touched(now);
      return;
    }
    if (this.#pristine) {
      this.#idle?.begin(now);
      return;
    }
    const phase = this.#idle!.phase(now);
    if (phase === 'over') this.#next();
    else this.left = phase === 'active' ? null : phase.left;
  }

  #stay(off: boolean): void {
    if (off) this.#idle?.switchOff();
    this.#idle?.touched(performance.now());
    this.left = null;
  }

  /** The next person: nothing of the last is in memory, in storage or on the screen; ballots on the device stay. */
  #next(): void {
    this.left = null;
    this.#idle?.begin(performance.now());
    this.store.dispatch({ type: 'erase', step: 'confirm' });
    if (this.store.getState().locale !== this.#language) this.store.dispatch({ type: 'locale', locale: this.#language });
    scrollTo(0, 0);
  }

  async #enter(event: Event): Promise<void> {
    event.preventDefault();
    // One code at a time: several under way would outrun the wait after wrong ones.
    if (this.#checking) return;
    this.#checking = true;
    this.problem = '';
    try {
      await this.#check(event.target as HTMLFormElement);
    } finally {
      this.#checking = false;
    }
  }

  async #check(form: HTMLFormElement): Promise<void> {
    const fields = [...form.querySelectorAll<HTMLInputElement>('input')];
    const [pin = '', again] = fields.map(({ value }) => value);
    const now = performance.now();
    for (const field of fields) field.value = '';
    if (!isPin(pin)) this.problem = 'shape';
    else if (this.staff === 'choose') {
      if (pin !== again) this.problem = 'differ';
      else {
        await choosePin(this.#storage!, pin);
        this.#leave();
      }
    } else if (now < this.#closedUntil) this.problem = 'wait';
    else if (await opens(this.#storage!, pin)) {
      this.#wrong = 0;
      this.problem = '';
      this.staff = 'open';
      this.held = await this.#found();
    } else {
      this.#wrong += 1;
      this.#closedUntil = now + waitAfter(this.#wrong) * 1000;
      this.problem = 'pin';
    }
  }

  #ask(): void {
    this.#opened = performance.now();
    this.problem = '';
    this.staff = 'ask';
  }

  #leave(): void {
    this.staff = 'no';
    this.held = null;
    this.saved = [];
    this.sure = false;
    this.problem = '';
  }

  /** Ballots of this survey on this device. */
  async #found(): Promise<Letter[]> {
    return (await this.store.outbox()).held(this.store.survey);
  }

  async #save(): Promise<void> {
    const held = await this.#found();
    await (await this.store.outbox()).save(this.store.survey, held);
    this.held = held;
    this.saved = held;
  }

  /** Only what was saved: a ballot that came since stays. */
  async #discard(): Promise<void> {
    await (await this.store.outbox()).discard(this.saved);
    this.saved = [];
    this.sure = false;
    this.held = await this.#found();
  }

  protected override updated(changed: PropertyValues<this>): void {
    for (const dialog of this.renderRoot.querySelectorAll('dialog')) if (!dialog.open) dialog.showModal();
    if (changed.has('problem') && this.problem) this.renderRoot.querySelector<HTMLInputElement>('dialog input')?.focus();
  }

  protected override render(): TemplateResult | typeof nothing {
    const { words, delivery, screen } = this.store.getState();
    if (!words || !this.store.speakOf('more')) return nothing;
    const { t } = words;
    return html`<div class="widget">
      ${screen === 'receipt' && delivery !== 'sending'
        ? html`<div class="actions"><button type="button" class="primary next-person" @click=${() => this.#next()}>${t('kiosk.next')}</button></div>`
        : nothing}
      <div class="foot">
        <button type="button" class="quiet staff" @click=${() => this.#ask()}>${t('kiosk.staff')}</button>
      </div>
      ${this.left === null || this.staff !== 'no' ? nothing : this.#countdown(this.left)} ${this.staff === 'no' ? nothing : this.#drawer()}
    </div>`;
  }

  #countdown(left: number): TemplateResult {
    const { t } = this.store.getState().words!;
    // Said at the beginning, in the middle and near the end: not twenty times.
    const spoken = left > countdownSeconds / 2 ? countdownSeconds : left > 5 ? countdownSeconds / 2 : 5;
    return html`<dialog class="countdown" aria-labelledby="there" aria-describedby="left" @cancel=${(event: Event) => (event.preventDefault(), this.#stay(false))}>
      <h2 id="there">${t('kiosk.there')}</h2>
      <p id="left" aria-hidden="true">${t('kiosk.left', { seconds: left })}</p>
      <p class="visually-hidden" role="alert">${t('kiosk.left', { seconds: spoken })}</p>
      <progress aria-hidden="true" max=${countdownSeconds} .value=${left}></progress>
      <div class="actions">
        <button type="button" class="primary stay" autofocus @click=${() => this.#stay(false)}>${t('kiosk.stay')}</button>
        <button type="button" class="secondary off" @click=${() => this.#stay(true)}>${t('kiosk.off')}</button>
        <button type="button" class="quiet done" @click=${() => this.#next()}>${t('kiosk.next')}</button>
      </div>
    </dialog>`;
  }

  #drawer(): TemplateResult {
    const { t } = this.store.getState().words!;
    const field = (name: string) =>
      html`<label class="field">${name} <input type="password" inputmode="numeric" autocomplete="off" maxlength="12" pattern="[0-9]*" /></label>`;
    const close = html`<button type="button" class="quiet close" @click=${() => this.#leave()}>${t('kiosk.close')}</button>`;
    const secure = Boolean(globalThis.crypto?.subtle && this.#storage);
    return html`<dialog
      class="drawer"
      aria-labelledby="staff"
      @cancel=${(event: Event) => {
        event.preventDefault();
        if (this.staff !== 'choose') this.#leave();
      }}
    >
      <h2 id="staff">${t('kiosk.staff')}</h2>
      ${!secure
        ? html`<p>${t('kiosk.insecure')}</p>
            <div class="actions">${close}</div>`
        : this.staff === 'open'
          ? html`${this.#ballots()}
              <div class="actions">${close}</div>`
          : html`<form novalidate @submit=${(event: Event) => void this.#enter(event)}>
              <p>${t(this.staff === 'choose' ? 'kiosk.pin_choose' : 'kiosk.pin_ask')}</p>
              ${field(t('kiosk.pin'))} ${this.staff === 'choose' ? field(t('kiosk.pin_again')) : nothing}
              <p class="problem" role="alert">${this.problem ? t(`kiosk.pin_${this.problem}`) : nothing}</p>
              <div class="actions">
                <button class="primary enter">${t('kiosk.enter')}</button>
                ${this.staff === 'choose' ? nothing : close}
              </div>
            </form>`}
    </dialog>`;
  }

  #ballots(): TemplateResult {
    const { t } = this.store.getState().words!;
    const { held, saved, sure } = this;
    if (!held) return html`<p>${t('widget.loading')}</p>`;
    return html`<p class="held" role="status">${t('kiosk.held', { count: held.length })}</p>
      <p>${t(this.offline === 'ready' ? 'kiosk.offline' : 'kiosk.online_only')}</p>
      <div class="actions">
        ${held.length > 0 ? html`<button type="button" class="primary save" @click=${() => void this.#save()}>${t('kiosk.save')}</button>` : nothing}
        ${saved.length > 0 && !sure
          ? html`<button type="button" class="secondary discard" @click=${() => (this.sure = true)}>${t('kiosk.discard', { count: saved.length })}</button>`
          : nothing}
      </div>
      ${sure
        ? html`<div class="erasing" role="group" aria-labelledby="sure">
            <p id="sure">${t('kiosk.sure')}</p>
            <div class="actions">
              <button type="button" class="secondary yes" @click=${() => void this.#discard()}>${t('kiosk.yes')}</button>
              <button type="button" class="quiet no" @click=${() => (this.sure = false)}>${t('kiosk.no')}</button>
            </div>
          </div>`
        : nothing}`;
  }
}
