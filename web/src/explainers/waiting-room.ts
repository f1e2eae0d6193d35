// SPDX-License-Identifier: MIT
// Explainers: the waiting room of one drawn day, played from the model's list of visits. It draws who is where at a minute, and decides nothing.
//
// A frame sets the places of at most `places` marks that exist from the start: attributes alone, no element made, nothing measured.

import type { MessageKey } from '../i18n/messages.ts';
import type { Stage } from './simulation.ts';

const svgNamespace = 'http://www.w3.org/2000/svg';
/** Marks in the longest line that is drawn; the rest is said as a number. */
const perLine = 20;
const mostCarers = 8;
/** Minutes of the day in a second of play. */
const speed = 12;
/** Numbers of each visit in the model's list. */
const fields = 5;
const lines = ['in_care', 'fast', 'slow'] as const;

interface Visit {
  arrival: number;
  start: number;
  end: number;
  urgent: boolean;
  flagged: boolean;
}

interface Place {
  group: SVGGElement;
  frame: SVGPathElement;
  dot: SVGCircleElement;
}

const create = <Name extends keyof SVGElementTagNameMap>(name: Name, attributes: Record<string, string>): SVGElementTagNameMap[Name] => {
  const element = document.createElementNS(svgNamespace, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  return element;
};

export class WaitingRoom {
  readonly element = document.createElement('div');
  /** Of the drawn day: mean waits and the longest. */
  means = { urgent: 0, others: 0, longest: 0 };
  readonly #names: HTMLElement[] = [];
  readonly #places: Place[][] = [];
  readonly #said = document.createElement('p');
  readonly #buttons: Record<'play' | 'forward' | 'end', HTMLButtonElement>;
  #visits: Visit[] = [];
  #from = 0;
  #to = 0;
  #minute = 0;
  #playing = false;
  #frame = 0;
  #last = 0;
  #t: Stage['t'] | null = null;

  constructor() {
    this.element.className = 'waiting-room';
    for (const line of lines) {
      const name = document.createElement('p');
      name.className = 'room-name';
      // The sentence below says what the picture shows.
      const picture = create('svg', { class: 'room', viewBox: `0 0 ${perLine * 10} 10`, 'aria-hidden': 'true' });
      this.#names.push(name);
      this.element.append(name, picture);
      this.#places.push(
        Array.from({ length: line === 'in_care' ? mostCarers : perLine }, (_, place) => {
          const group = create('g', { transform: `translate(${place * 10} 0)`, visibility: 'hidden' });
          const frame = create('path', { class: 'alert', d: 'M.9 .9h8.2v8.2H.9z' });
          const dot = create('circle', { cx: '5', cy: '5', r: '2.7' });
          group.append(frame, dot);
          picture.append(group);
          return { group, frame, dot };
        }),
      );
    }
    const button = (act: () => void) => {
      const made = document.createElement('button');
      made.type = 'button';
      made.className = 'secondary';
      made.addEventListener('click', act);
      return made;
    };
    this.#buttons = {
      play: button(() => (this.#playing ? this.#pause() : this.#play())),
      forward: button(() => this.#jump(Math.min(this.#minute + 10, this.#to))),
      end: button(() => this.#jump(this.#to)),
    };
    const moves = document.createElement('div');
    moves.className = 'room-moves';
    moves.append(...Object.values(this.#buttons));
    this.#said.className = 'room-said';
    this.element.append(this.#said, moves);
  }

  /** `list` as explainers.wasm gives it; the first `skipped` people only fill the room. */
  open(list: Float64Array, skipped: number, carers: number): void {
    this.#visits = Array.from({ length: list.length / fields }, (_, index) => {
      const [arrival, start, end, urgent, flagged] = list.subarray(index * fields, (index + 1) * fields) as unknown as [number, number, number, number, number];
      return { arrival, start, end, urgent: urgent === 1, flagged: flagged === 1 };
    });
    const drawn = this.#visits.slice(skipped);
    const mean = (urgent: boolean) => {
      const waits = drawn.filter((visit) => visit.urgent === urgent).map(({ arrival, start }) => start - arrival);
      return waits.reduce((sum, wait) => sum + wait, 0) / Math.max(1, waits.length);
    };
    this.means = { urgent: mean(true), others: mean(false), longest: Math.max(0, ...drawn.map(({ arrival, start }) => start - arrival)) };
    this.#from = drawn[0]?.arrival ?? 0;
    this.#to = drawn.at(-1)?.arrival ?? 0;
    this.#minute = this.#from;
    this.#places[0]!.forEach(({ group }, place) => group.classList.toggle('absent', place >= carers));
    this.#draw();
  }

  /** In the page's language, and stopped where the visitor wants no motion. */
  speak({ t }: Stage): void {
    this.#t = t;
    this.#draw();
  }

  #jump(minute: number): void {
    this.#pause();
    this.#minute = minute;
    this.#draw();
  }

  /** Who wants less motion sees the end of the day at once, and can go there step by step. */
  #play(): void {
    if (matchMedia('(prefers-reduced-motion: reduce)').matches) return this.#jump(this.#to);
    if (this.#minute >= this.#to) this.#minute = this.#from;
    this.#playing = true;
    this.#last = performance.now();
    this.#frame = requestAnimationFrame(this.#tick);
    this.#draw();
  }

  #pause(): void {
    this.#playing = false;
    cancelAnimationFrame(this.#frame);
  }

  readonly #tick = (now: number): void => {
    this.#minute = Math.min(this.#to, this.#minute + ((now - this.#last) / 1000) * speed);
    this.#last = now;
    if (this.#minute >= this.#to || !this.element.isConnected) this.#pause();
    else this.#frame = requestAnimationFrame(this.#tick);
    this.#draw();
  };

  #draw(): void {
    const t = this.#t;
    if (!t) return;
    const minute = this.#minute;
    const care = this.#visits.filter(({ start, end }) => start <= minute && minute < end);
    const waiting = this.#visits.filter(({ arrival, start }) => arrival <= minute && minute < start);
    const fast = waiting.filter(({ flagged }) => flagged);
    const slow = waiting.filter(({ flagged }) => !flagged);
    [care, fast, slow].forEach((people, index) => {
      const places = this.#places[index]!;
      places.forEach(({ group, frame, dot }, place) => {
        const person = people[place];
        group.setAttribute('visibility', person ? 'visible' : 'hidden');
        if (!person) return;
        frame.setAttribute('visibility', person.flagged ? 'inherit' : 'hidden');
        dot.setAttribute('class', person.urgent ? 'ill' : 'well');
      });
      const more = people.length - places.length;
      const name = t('explainer.pathways.line', { line: t(`explainer.pathways.${lines[index]!}`), count: people.length });
      this.#write(this.#names[index]!, more > 0 ? `${name} ${t('explainer.pathways.more', { count: more })}` : name);
    });
    const text = t('explainer.pathways.room_text', {
      minutes: Math.round(minute - this.#from),
      care: care.length,
      line: waiting.length,
      flagged: fast.length,
      missed: slow.filter(({ urgent }) => urgent).length,
    });
    this.#write(this.#said, text);
    const label = (name: 'play' | 'pause' | 'forward' | 'end') => t(`explainer.pathways.${name}` satisfies MessageKey);
    this.#write(this.#buttons.play, label(this.#playing ? 'pause' : 'play'));
    this.#write(this.#buttons.forward, label('forward'));
    this.#write(this.#buttons.end, label('end'));
  }

  #write(element: Element, text: string): void {
    if (element.textContent !== text) element.textContent = text;
  }
}
