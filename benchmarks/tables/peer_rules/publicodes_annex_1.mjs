// Annex 1 for Publicodes: a rule for every node. Speaks as host.py does: node publicodes_annex_1.mjs subjects.json
//
// Everything can be said. Numbers are doubles. There is no cutting down to whole numbers: the steps by full
// hundreds are a grid ("grille") with a row for each of them. Rules are plain objects here; in a file they are YAML.

import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { createInterface } from 'node:readline'

// installed in the folder that this is run in, not beside this file
const { default: Engine } = createRequire(process.cwd() + '/')('publicodes')

const MARKS = {
  database: ['info_platform_mark', 'enterprise_platform_mark', 'action_platform_mark'],
  service_capacity: ['service_strengthening_mark', 'service_level_mark', 'park_activities_mark'],
  think_tank: ['service_providers_mark', 'expert_pool_mark'],
  cooperation: ['exchange_activities_mark', 'campaign_publicity_mark'],
  ecosystem: ['policy_interpretation_mark', 'case_promotion_mark'],
  progress: ['annual_plan_mark', 'concrete_measures_mark', 'information_feedback_mark'],
}
const ACTIVITIES = ['brand', 'startup', 'innovation', 'policy', 'training']
const COUNTS = [
  'registrations_done', 'registrations_target', 'matchmaking_events', 'late_or_missing_reports',
  ...ACTIVITIES.map((name) => `${name}_activities`),
  'enterprise_participations', 'online_deals', 'local_industrial_firms',
  'top_honours', 'star_honours', 'media_and_awards',
]
const FLAGS = ['demands_published', 'sub_platform_built', 'joined_together_campaign', 'joined_service_month']
const given = [...Object.values(MARKS).flat(), 'collaboration_mark', ...COUNTS, ...FLAGS]

const name = (id) => id.replaceAll('_', ' ')
const when = (flag, points) => ({ variations: [{ si: name(flag), alors: points }, { sinon: 0 }] })
const missing = (required, id) => ({ valeur: `${required} - ${name(id)}`, plancher: 0 })
const grid = Array.from({ length: 15 }, (_, step) => ({ montant: 30 - 2 * step, plafond: 100 * (step + 1) }))

const nodes = {
  ...Object.fromEntries(Object.entries(MARKS).map(([section, marks]) => [section, { somme: marks.map(name) }])),
  campaign: { somme: Object.keys(MARKS).map(name) },
  share: { valeur: 'registrations done / registrations target', plafond: 1 },
  registrations: '30 * share',
  demands: when('demands_published', 20),
  sub_platform: when('sub_platform_built', 10),
  target_completion: { somme: ['registrations', 'demands', 'sub platform'] },
  events_missing: missing(10, 'matchmaking_events'),
  matchmaking: '30 - 3 * events missing',
  routine_reporting: missing(10, 'late_or_missing_reports'),
  credit: { somme: ['target completion', 'matchmaking', 'routine reporting'] },
  ...Object.fromEntries(ACTIVITIES.map((one) => [`${one}_missing`, missing(5, `${one}_activities`)])),
  ...Object.fromEntries(ACTIVITIES.map((one) => [`${one}_points`, `10 - 2 * ${one} missing`])),
  other_activities: { somme: ACTIVITIES.map((one) => `${one} points`) },
  served: { somme: ['enterprise participations', 'online deals'] },
  shortfall: { valeur: '0.9 * local industrial firms - served', plancher: 0 },
  by_shortfall: { grille: { assiette: 'shortfall', tranches: [...grid, { montant: 0 }] } },
  held: { 'une de ces conditions': ['joined together campaign', 'joined service month'] },
  enterprises_served: { variations: [{ si: 'held', alors: 'by shortfall' }, { sinon: 0 }] },
  honours_earned: { somme: ['5 * top honours', '3 * star honours', '2 * media and awards'] },
  honours: { valeur: 'honours earned', plafond: 10 },
  daily: { somme: ['other activities', 'enterprises served', 'collaboration mark', 'honours'] },
  weighted_campaign: '0.4 * campaign',
  weighted_credit: '0.3 * credit',
  weighted_daily: '0.3 * daily',
  published: {
    somme: ['weighted campaign', 'weighted credit', 'weighted daily'],
    arrondi: '2 décimales',
  },
}
const rules = Object.fromEntries([
  ...given.map((id) => [name(id), null]),
  ...Object.entries(nodes).map(([id, rule]) => [name(id), rule]),
])

const engine = new Engine(rules)
const situations = JSON.parse(readFileSync(process.argv[2], 'utf8')).map((subject) =>
  Object.fromEntries(given.map((id) => [name(id), FLAGS.includes(id) ? (subject[id] ? 'oui' : 'non') : subject[id]])),
)
const score = () =>
  situations.map((situation) => engine.setSituation(situation).evaluate('published').nodeValue)

const { version } = JSON.parse(readFileSync('node_modules/publicodes/package.json', 'utf8'))
console.log(JSON.stringify({ version, left_out: 'nothing: every node', published: score() }))
for await (const _ of createInterface({ input: process.stdin })) {
  const start = process.cpuUsage()
  score()
  const { user, system } = process.cpuUsage(start)
  console.log((user + system) * 1000)
}
