import type {CompletedCommand, CompletedFlag} from './completion.js';

/** A word in single quotes, for any of the three shells. */
function quote(text: string): string {
	return `'${text.replaceAll("'", "'\\''")}'`;
}

function flagWords({text, short}: CompletedFlag): readonly string[] {
	return short === undefined ? [text] : [text, `-${short}`];
}

/** A value goes on after what was completed: `--set maxUp=`. */
function isUnfinished(values: readonly string[]): boolean {
	return values.every(value => value.endsWith('='));
}

function bashValues({values}: CompletedFlag): string {
	if (values === 'file' || values === 'folder') {
		return `local IFS=$'\\n'; COMPREPLY=($(compgen -${values === 'file' ? 'f' : 'd'} -- "$word"))`;
	}
	return values === undefined
		? ':'
		: `${isUnfinished(values) ? 'compopt -o nospace 2>/dev/null; ' : ''}COMPREPLY=($(compgen -W ${quote(values.join(' '))} -- "$word"))`;
}

function bash(commands: readonly CompletedCommand[]): string {
	const withValue = new Map(
		commands
			.flatMap(({flags}) => flags.filter(flag => flag.takesValue))
			.map(flag => [flag.text, flag]),
	);
	const names = commands.map(({name}) => name).filter(name => name !== '');
	const values = [...withValue.values()].map(
		flag => `    ${flagWords(flag).join('|')}) ${bashValues(flag)}; return;;`,
	);
	const flags = commands.map(
		command =>
			`    ${quote(command.name)}) flags=${quote(command.flags.flatMap(flagWords).join(' '))};;`,
	);
	const words = commands
		.filter(command => command.words.length > 0)
		.map(command => `    ${quote(command.name)}) words=${quote(command.words.join(' '))};;`);
	return `_unchoke() {
  local word=\${COMP_WORDS[COMP_CWORD]} before=\${COMP_WORDS[COMP_CWORD-1]} command= each flags words=
  for each in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    case $each in ${names.join('|')}) command=$each; break;; esac
  done
  case $before in
${values.join('\n')}
  esac
  case $command in
${flags.join('\n')}
  esac
  case $command in
${words.join('\n')}
  esac
  if [[ $word == -* ]]; then
    COMPREPLY=($(compgen -W "$flags" -- "$word"))
  elif [[ -n $words ]]; then
    COMPREPLY=($(compgen -W "$words" -- "$word"))
  else
    [[ -n $command ]] || COMPREPLY=($(compgen -W ${quote(names.join(' '))} -- "$word"))
    local IFS=$'\\n'
    COMPREPLY+=($(compgen -f -- "$word"))
  fi
}
complete -o filenames -F _unchoke unchoke
`;
}

function zshFlag(flag: CompletedFlag): string {
	const help = flag.help.replaceAll(/[[\]:]/g, String.raw`\$&`);
	const action =
		flag.values === 'file'
			? '_files'
			: flag.values === 'folder'
				? '_files -/'
				: `(${flag.values?.join(' ') ?? ''})`;
	const value = flag.takesValue ? `:value:${flag.values === undefined ? '' : action}` : '';
	return flagWords(flag)
		.map(word => `      ${quote(`*${word}[${help}]${value}`)}`)
		.join(' \\\n');
}

function zsh(commands: readonly CompletedCommand[]): string {
	const named = commands.filter(({name}) => name !== '');
	const summaries = named.map(
		({name, summary}) => `    ${quote(`${name}:${summary.replaceAll(':', '\\:')}`)}`,
	);
	const cases = commands.map(
		({name, flags, words}) => `    ${quote(name)})
    _arguments -s \\
${flags.map(zshFlag).join(' \\\n')} \\
      '*:${words.length > 0 ? `word:(${words.join(' ')})` : 'file:_files'}'
    ;;`,
	);
	return `#compdef unchoke
_unchoke() {
  local -a commands
  commands=(
${summaries.join('\n')}
  )
  local command=\${words[(r)(${named.map(({name}) => name).join('|')})]}
  if (( CURRENT == 2 )) && [[ $words[2] != -* ]]; then
    _describe 'command' commands
  fi
  case $command in
${cases.join('\n')}
  esac
}
compdef _unchoke unchoke
`;
}

function fishFlag(condition: string, flag: CompletedFlag): string {
	const short = flag.short === undefined ? '' : ` -s ${flag.short}`;
	const isPath = flag.values === 'file' || flag.values === 'folder';
	const values = Array.isArray(flag.values)
		? ` -xa ${quote(flag.values.join(' '))}`
		: isPath
			? ' -rF'
			: ' -x';
	const value = flag.takesValue ? values : '';
	return `complete -c unchoke ${condition}${short} -l ${flag.text.slice(2)}${value} -d ${quote(flag.help)}`;
}

function fish(commands: readonly CompletedCommand[]): string {
	const names = commands.map(({name}) => name).filter(name => name !== '');
	const none = `-n ${quote(`not __fish_seen_subcommand_from ${names.join(' ')}`)}`;
	return [
		...commands.flatMap(({name, summary, words, flags}) => {
			const condition = name === '' ? none : `-n ${quote(`__fish_seen_subcommand_from ${name}`)}`;
			return [
				...(name === '' ? [] : [`complete -c unchoke ${none} -a ${name} -d ${quote(summary)}`]),
				...(words.length === 0
					? []
					: [`complete -c unchoke ${condition} -f -a ${quote(words.join(' '))}`]),
				...flags.map(flag => fishFlag(condition, flag)),
			];
		}),
		'',
	].join('\n');
}

/** The completion script of each shell, by its name. */
export const completionScripts: ReadonlyMap<
	string,
	(commands: readonly CompletedCommand[]) => string
> = new Map([
	['bash', bash],
	['zsh', zsh],
	['fish', fish],
]);
