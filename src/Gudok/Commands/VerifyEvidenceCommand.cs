using System.CommandLine;
using Gudok.Ledger;
using Gudok.Seals;

namespace Gudok;

/// <summary><c>gudok verify-evidence FILE</c>: checks evidence with nothing but the file.</summary>
internal static class VerifyEvidenceCommand
{
    private static readonly Argument<string> File = new("FILE") { Description = "A file that gudok evidence or the portal made." };

    private static readonly Option<string?> Key = new("--key")
    {
        Description = "The operator's public key in PEM, known from elsewhere: then the file's key must be this one.",
        HelpName = "FILE",
    };

    public static Command Create(CommandEnvironment environment)
    {
        var command = new Command("verify-evidence", """
            Checks a file of evidence and says of each step in plain words what it shows. Needs no data folder and no network.
            Exit code 0 if everything holds, 1 if anything does not.
            """)
        { File, Key };
        command.SetAction((parsed, cancellationToken) => RunAsync(environment.Terminal, parsed, cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(CommandTerminal terminal, ParseResult parsed, CancellationToken cancellationToken)
    {
        try
        {
            var path = terminal.Resolve(parsed.GetValue(File)!);
            if (new FileInfo(path).Length > EvidenceCheck.MaxBytes) return terminal.Refuse($"{LedgerFaults.NotEvidence}: {path} is too large to be evidence");
            var verdict = EvidenceCheck.Run(await System.IO.File.ReadAllBytesAsync(path, cancellationToken).ConfigureAwait(false));
            foreach (var step in verdict.Steps) terminal.Output.WriteLine("✓ " + step);
            if (!verdict.IsValid) return terminal.Refuse($"{LedgerFaults.NotEvidence}: not valid: {verdict.Fault}");
            if (parsed.GetValue(Key) is { } known && await FaultOfKeyAsync(terminal.Resolve(known), verdict, cancellationToken).ConfigureAwait(false) is { } fault)
            {
                return terminal.Refuse($"{LedgerFaults.NotEvidence}: not valid: {fault}");
            }

            terminal.Output.WriteLine(parsed.GetValue(Key) is null ? "Valid, if the key is the operator's." : "Valid, and the key is the one given.");
            return ExitCode.Done;
        }
        catch (Exception fault) when (FaultText.TryDescribe(fault, out var line))
        {
            return terminal.Refuse(line);
        }
    }

    private static async Task<string?> FaultOfKeyAsync(string path, EvidenceVerdict verdict, CancellationToken cancellationToken)
    {
        if (!HeadKey.TryReadPem(await System.IO.File.ReadAllTextAsync(path, cancellationToken).ConfigureAwait(false), out var key)) return $"{path} holds no public key in PEM on the curve P-256";
        using (key) return key.Fingerprint == verdict.KeyFingerprint ? null : "the file was signed with another key than the one given";
    }
}
