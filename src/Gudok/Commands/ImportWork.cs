using System.CommandLine;
using Gudok.Capture;
using Gudok.Ledger;
using Gudok.Numbers;

namespace Gudok;

/// <summary>One import from its command line to its report. Captures begin to be read while the data folder opens; records follow when they are done.</summary>
internal sealed class ImportWork(CommandEnvironment environment, ParseResult parsed, CancellationToken cancellationToken) : IAsyncDisposable
{
    private readonly CommandTerminal _terminal = environment.Terminal;
    private readonly ProgressLine _progress = new(environment.Terminal, environment.Clock);
    private GudokSettings? _settings;
    private ImportPlan? _plan;
    private CaptureReading? _reading;
    private RunningImport? _captures;

    /// <summary>Sorts the files and begins to read captures, before it is known which process records them. What can be read once only (a pipe, standard
    /// input) waits for the one that does.</summary>
    public void Open()
    {
        if (!Paths().All(path => path != ImportFiles.StandardInput && (Directory.Exists(path) || new FileInfo(path) is { Exists: true, Length: > 0 }))) return;
        _plan = Plan();
        if (_plan.Captures.Count > 0) _reading = Read(_plan);
    }

    /// <summary>Begins to follow the calls of captures.</summary>
    public void Begin(GudokSettings settings)
    {
        _settings = settings;
        _plan ??= Plan();
        if (_plan.Captures.Count == 0 && _plan.Records.Count > 0) return;
        var assembly = settings.Assembly.WithMessages(!parsed.GetValue(ImportArguments.NoMessages));
        _captures = new CaptureImport(assembly, new PartyReader(settings.Numbers)).Begin(_reading ??= Read(_plan));
    }

    /// <summary>Gives all calls to the intake and says what became of them.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> RunAsync(ICallIntake intake, CancellationToken stop)
    {
        var (plan, settings) = (_plan!, _settings!);
        var captures = _captures is null ? null : await _captures.RecordAsync(intake).ConfigureAwait(false);
        using var refused = parsed.GetValue(ImportArguments.Refused) is { } path ? new RefusedFile(_terminal.Resolve(path)) : null;
        var records = plan.Records.Count == 0 ? null : await new RecordImport(intake, settings.Import, new PartyReader(settings.Numbers), environment.Clock)
            .RunAsync(plan.Records, _terminal.OpenInput, refused, state => _progress.Show(state.Share, ImportText.Of(state)), stop).ConfigureAwait(false);
        _progress.Clear();
        var text = new ImportText(_terminal, plan, captures, records, parsed.GetValue(ImportArguments.DryRun));
        text.WriteFaults();
        if (parsed.GetValue(ImportArguments.Json)) text.WriteJson();
        else text.Write(refused);
        return text.IsWhole ? ExitCode.Done : ExitCode.Refused;
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (_captures is not null) await _captures.DisposeAsync().ConfigureAwait(false);
        else if (_reading is not null) await _reading.DisposeAsync().ConfigureAwait(false);
    }

    private IEnumerable<string> Paths() =>
        parsed.GetValue(ImportArguments.Files)!.Select(file => file == ImportFiles.StandardInput ? file : _terminal.Resolve(file));

    private ImportPlan Plan() => ImportPlan.Make(Paths(), ImportSaid.Of(parsed, _terminal));

    private CaptureReading Read(ImportPlan plan) => CaptureReading.Begin(plan.Captures, _terminal.OpenInput, Show, environment.Clock, cancellationToken);

    // Until it is known that this process records, the line belongs to the one that may do so.
    private void Show(ImportState state)
    {
        if (Volatile.Read(ref _captures) is not null) _progress.Show(state.Share, ImportText.Of(state));
    }
}
