/** Fields and kinds of the payloads that the formulas read (src/selaras/core/casefile.py and scheme.py). */
import { isDate } from "./envelope.js";
import { refuse } from "./refusal.js";

/** @typedef {(value: any) => boolean} Kind */
/** @typedef {{[name: string]: Kind}} Fields */

const text = (/** @type {any} */ value) => typeof value === "string";
const whole = (/** @type {any} */ value) => typeof value === "number";
const decimal = whole; // in hundredths
const yes = (/** @type {any} */ value) => typeof value === "boolean";
const digest = (/** @type {any} */ value) => text(value) && /^[0-9a-f]{64}$/.test(value);
const day = (/** @type {any} */ value) => text(value) && isDate(value);
/** @param {Kind} kind @returns {Kind} */
const orNull = (kind) => (value) => value === null || kind(value);
/** @param {Kind} kind @returns {Kind} */
const listOf = (kind) => (value) => Array.isArray(value) && value.every(kind);
/** @param {string} words @returns {Kind} */
const oneOf = (words) => (value) => words.split(" ").includes(value);
/** @param {Kind} kind @returns {Kind} */
const tableOf = (kind) => (value) => isObject(value) && Object.values(value).every(kind);
/** @param {Kind} kind a field that may be left out @returns {Kind} */
const mayLack = (kind) => Object.assign((/** @type {any} */ value) => kind(value), { mayLack: true });
const isObject = (/** @type {any} */ value) => value !== null && typeof value === "object" && !Array.isArray(value);
/** @param {Fields} fields @returns {Kind} */
const exactly = (fields) => (value) =>
  isObject(value) &&
  Object.keys(value).every((name) => Object.hasOwn(fields, name)) &&
  Object.entries(fields).every(([name, kind]) => (name in value ? kind(value[name]) : "mayLack" in kind));

const level = oneOf(
  "jpt-utama jpt-madya jpt-pratama administrator pengawas pelaksana jf-ahli-utama jf-ahli-madya jf-ahli-muda",
);
const education = oneOf("slta d3 s1 s2 s3");
const method = oneOf(
  "paper presentation interview group-discussion written-test feedback-360 track-record performance assessment-centre",
);
const conflictKind = oneOf("kin superior subordinate business other");
const verification = oneOf("verified unverified disputed");
const raters = oneOf("superior peer staff");
const category = oneOf("MS MMS KMS optimal fairly-optimal less-optimal");
const groundKind = oneOf("examination discipline performance own-wish retirement health reorganisation");
const letter = exactly({ number: text, dated_on: day, issuer: text });
const signatory = exactly({ name: text, office: text, nip: orNull(text) });
const rating = exactly({ criterion: text, state: oneOf("scored not-scored no-evidence"), mark: orNull(decimal) });
const step = exactly({ label: orNull(text), at_least: orNull(decimal), points: decimal });
const conversion = exactly({
  code: text,
  kind: oneOf("identity linear table bands"),
  highest: orNull(decimal),
  steps: listOf(step),
});
const source = oneOf("predicate component score competence potential education field discipline tenure");
const axis = exactly({
  parts: listOf(exactly({ source, component: orNull(text), weight: decimal })),
  middle_from: decimal,
  high_from: decimal,
  boundary_is_higher: yes,
});
const criterion = exactly({
  code: text,
  method,
  name: text,
  weight: decimal,
  lowest: orNull(decimal),
  highest: orNull(decimal),
  marks: listOf(decimal),
  conversion: text,
  anchors: listOf(exactly({ mark: decimal, words: text })),
  speaks_for: listOf(exactly({ competence: text, weight: decimal })),
});
const component = exactly({
  code: text,
  name: text,
  parent: orNull(text),
  weight: decimal,
  method: orNull(method),
  criteria: listOf(text),
  when_missing: oneOf("required rescale"),
});
const measurement = exactly({
  thresholds: mayLack(oneOf("rating-scale partial-credit")),
  halo: mayLack(yes),
  draws: mayLack(whole),
  halo_sd: mayLack(decimal),
  halo_sd_where_prior_decides: mayLack(decimal),
  ability_sd: mayLack(decimal),
  contrast_sd: mayLack(decimal),
});

const couplingRule = exactly({
  kind: oneOf("most-moves unit-quota apart not-both longest-chain longest-cycle only-if"),
  most: orNull(whole),
  unit: orNull(text),
  officials: listOf(text),
  positions: listOf(text),
  because: text,
});
export const isMovePolicy = exactly({
  experience_weight: decimal,
  move_price: decimal,
  few_moves: orNull(whole),
  rules: listOf(couplingRule),
});
const wholes = listOf(whole);
const wholeTable = listOf(listOf(orNull(whole)));
const pairOfCodes = listOf(text);

/** @type {Record<string, Kind>} */
const PAYLOADS = {
  agency: exactly({
    code: text,
    name: text,
    kind: oneOf("province regency city ministry"),
    region: text,
    province: orNull(text),
    seat: text,
    personnel_office: text,
    address: text,
    contact: text,
    letter_pattern: text,
  }),
  event: exactly({
    key: text,
    kind: oneOf("job-fit five-year administrator retest reorganisation open-selection mapping"),
    title: text,
    starts_on: day,
    ends_on: day,
    scoring_days: listOf(day),
    data_on: day,
    venue: text,
    purpose: text,
    assessed_level: level,
    head: exactly({
      name: text,
      office: text,
      status: oneOf("definitive penjabat plt"),
      inaugurated_on: orNull(day),
      term_ends_on: orNull(day),
      candidates_fixed_on: orNull(day),
      next_inauguration_on: orNull(day),
    }),
    deciding_officer: signatory,
    authorised_officer: signatory,
    personnel_head: signatory,
    follows: orNull(exactly({ key: text, title: text, held_on: day })),
    assessor_body: orNull(text),
    planned_decree_on: orNull(day),
    consequences_explained: yes,
  }),
  official: exactly({
    nip: text,
    name: text,
    born_on: day,
    grade: text,
    education,
    field_of_study: text,
    home_agency: text,
    is_from_outside: yes,
    home_consent: orNull(letter),
    position: orNull(text),
    position_title: text,
    unit: text,
    level,
    in_position_since: day,
    job_class: orNull(whole),
    allowance_class: orNull(text),
    experience_fields: listOf(text),
    sanction: exactly({ level: oneOf("none light medium heavy"), until: orNull(day) }),
    wealth_report_filed: yes,
    tax_return_filed: yes,
    data_confirmed_on: orNull(day),
  }),
  "post-held": exactly({
    nip: text,
    title: text,
    unit: text,
    level,
    field: text,
    since: day,
    until: orNull(day),
  }),
  position: exactly({
    code: text,
    title: text,
    unit: text,
    echelon: text,
    level,
    job_class: orNull(whole),
    allowance_class: orNull(text),
    state: oneOf("filled vacant acting"),
    state_since: orNull(day),
    acting_name: orNull(text),
    acting_extended: yes,
    min_grade: orNull(text),
    min_education: orNull(education),
    study_fields: listOf(text),
    experience_fields: listOf(text),
    min_experience_years: orNull(whole),
    special: oneOf("none regional-secretary inspectorate civil-registry council-secretary"),
    is_in_play: yes,
    standard: listOf(exactly({ competence: text, level: whole, mandatory: yes })),
  }),
  competence: exactly({ code: text, name: text, cluster: oneOf("managerial sociocultural technical") }),
  conflict: exactly({ examiner: text, nip: text, kind: conflictKind }),
  examiner: exactly({
    code: text,
    role: oneOf("chair secretary member"),
    element: oneOf("internal external-jpt academic expert public-figure assessor-body"),
    expertise: text,
    level: orNull(level),
    is_party_member: yes,
    conflicts_declared: yes,
  }),
  assignment: exactly({ examiner: text, method, nip: orNull(text), withdrawn_because: orNull(text) }),
  attendance: exactly({
    nip: text,
    method: orNull(method),
    state: oneOf("present ill excused absent replaced"),
    document: orNull(text),
  }),
  "rating-sheet": exactly({
    examiner: text,
    nip: text,
    method,
    paper_sheet: orNull(text),
    ratings: listOf(rating),
    reason: mayLack(orNull(text)),
  }),
  reconfirmation: exactly({
    examiner: text,
    nip: text,
    method,
    changed: yes,
    reason: text,
    dated_on: orNull(day),
  }),
  void: exactly({ examiner: text, nip: text, method, reason: text, approvals: listOf(text) }),
  feedback: exactly({ nip: text, group: raters, sheet: whole, ratings: listOf(rating) }),
  performance: exactly({
    nip: text,
    year: whole,
    half: orNull(whole),
    achievement: orNull(decimal),
    predicate: orNull(text),
    source: text,
    verifier: text,
    verification,
  }),
  "track-record": exactly({
    nip: text,
    criterion: text,
    item: text,
    value: orNull(text),
    source: text,
    dated_on: orNull(day),
    verifier: text,
    verification,
  }),
  assessment: exactly({
    nip: text,
    provider: text,
    accreditation: orNull(text),
    assessed_on: day,
    for_level: level,
    report_number: text,
    levels: tableOf(decimal),
    potential: orNull(decimal),
  }),
  permission: exactly({
    kind: oneOf(
      "test-plan test-minister result pertek minister-consent governor council consultation home-consent panel-decree " +
        "agreement early-move performance-team demotion-file open-selection-consent rule-confirmation",
    ),
    state: oneOf("granted asked refused"),
    issuer: text,
    number: orNull(text),
    dated_on: orNull(day),
    nip: orNull(text),
    position: orNull(text),
    rule: orNull(text),
    note: text,
    approvals: mayLack(listOf(text)),
    scan: mayLack(digest),
  }),
  scheme: exactly({
    version: whole,
    purpose: oneOf("selection mapping"),
    components: listOf(component),
    criteria: listOf(criterion),
    conversions: listOf(conversion),
    places: whole,
    cuts: listOf(exactly({ category, at_least: decimal })),
    pass_from: category,
    tie_break: listOf(text),
    examiner_rule: oneOf("mean median trimmed"),
    no_evidence: oneOf("lowest leave-out"),
    most_missing_share: decimal,
    feedback_weights: listOf(exactly({ group: raters, weight: decimal })),
    smallest_group: whole,
    discrepancy: exactly({
      distance_points: orNull(decimal),
      dixon_percent: mayLack(orNull(whole)),
      residual: mayLack(orNull(decimal)),
    }),
    talent: exactly({ code: text, performance: axis, potential: axis, performance_by_label: yes, tables: listOf(conversion) }),
    match: exactly({
      cap: oneOf("total each"),
      thin_evidence_share: decimal,
      thin_evidence_level: decimal,
      marginal_percent: decimal,
    }),
    measurement: mayLack(orNull(measurement)),
    placement: mayLack(orNull(isMovePolicy)),
    timetable_seed: mayLack(orNull(whole)),
  }),
  result: exactly({ version: whole, as_of: day, document: text, program: text, schema: text }),
  placement: exactly({
    version: whole,
    policy: text,
    officials: listOf(text),
    posts: listOf(text),
    home: wholes,
    must: listOf(yes),
    unit: wholes,
    units: listOf(text),
    rules: listOf(couplingRule),
    values: wholeTable,
    matches: wholeTable,
    expected: wholeTable,
    experience: wholeTable,
    knocked_out: wholes,
    openable: listOf(wholes),
    closed: listOf(exactly({ because: text, pairs: listOf(wholes) })),
  }),
  slate: exactly({
    problem: text,
    name: oneOf("best few-moves robust wished"),
    wishes: exactly({
      most_moves: orNull(whole),
      pins: listOf(pairOfCodes),
      bans: listOf(pairOfCodes),
      opened: listOf(text),
    }),
    seats: listOf(orNull(text)),
    objective: whole,
    bound: whole,
    proof: exactly({
      scale: whole,
      officials: wholes,
      posts: wholes,
      rows: listOf(exactly({ pairs: listOf(wholes), most: whole, rule: whole, price: whole })),
    }),
    draws: orNull(exactly({ n: whole, chosen_in: wholes, regret: wholes, regret_bound: orNull(whole) })),
  }),
  proposal: exactly({
    slate: text,
    seats: listOf(exactly({ official: text, position: orNull(text) })),
    reasons: text,
    letter: orNull(text),
    letter_on: orNull(day),
    approvals: listOf(text),
  }),
  "data-check": exactly({ official: text, data: text, answer: oneOf("right remarks"), scan: orNull(text) }),
  minutes: exactly({
    ...{ version: whole, held_on: day, scan: orNull(text) },
    ...{ present: listOf(text), absent: listOf(text), dissent: listOf(text) },
  }),
  decision: exactly({
    official: text,
    proposal: text,
    kind: oneOf("kept rotated promoted demoted released appointed"),
    position: orNull(text),
    reasons: text,
    ...{ decree: orNull(text), decree_on: orNull(day), letter: orNull(text), letter_on: orNull(day) },
    ground: orNull(exactly({ kind: groundKind, number: text, dated_on: day, issuer: text })),
    approvals: listOf(text),
  }),
  objection: exactly({
    official: text,
    number: whole,
    about: oneOf("data test result decision"),
    made_on: day,
    answer: orNull(oneOf("accepted partly rejected")),
    answered_on: orNull(day),
    scan: orNull(text),
  }),
  paper: exactly({ code: text, file_name: text, title: text, sha256: text }),
};

/** @param {string} type @param {any} payload whether it has the fields and kinds of its type */
export const hasShape = (type, payload) => PAYLOADS[type]?.(payload) !== false;

/**
 * Refuse a payload that has not the fields and kinds of its type.
 * @param {string} type @param {any} payload
 */
export function checkShape(type, payload) {
  if (!hasShape(type, payload)) refuse("payload_field_wrong", { field: type });
}
