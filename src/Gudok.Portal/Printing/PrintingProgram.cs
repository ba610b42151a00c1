using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace Gudok.Portal;

/// <summary>A program that prints. It never outlives its run.</summary>
internal static class PrintingProgram
{
    /// <summary>Runs it.</summary>
    /// <param name="program">Its path.</param>
    /// <param name="arguments">What it is told.</param>
    /// <param name="limit">How long it may take.</param>
    /// <param name="cancellationToken">Ends it, with all it has started.</param>
    /// <param name="kill">Ends it with all it has started; null for the system's own way.</param>
    /// <returns>Null if it ended well, else what became of it.</returns>
    /// <exception cref="OperationCanceledException">It was ended because the caller cancelled.</exception>
    public static async Task<string?> RunAsync(
        string program, string[] arguments, TimeSpan limit, CancellationToken cancellationToken, Action<Process>? kill = null)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        end.CancelAfter(limit);
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            var isGone = false;
            string? fault;
            try
            {
                fault = await WaitAsync(process, end.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                fault = string.Create(CultureInfo.InvariantCulture, $"did not end within {limit.TotalSeconds} seconds");
            }
            finally
            {
                isGone = await TryEndAsync(process, kill ?? (static one => one.Kill(entireProcessTree: true))).ConfigureAwait(false);
            }

            return fault is null || isGone ? fault : fault + ", nor can it be ended";
        }
        catch (Win32Exception fault)
        {
            return $"cannot be started ({fault.Message})";
        }
    }

    private static async Task<string?> WaitAsync(Process process, CancellationToken end)
    {
        await Task.WhenAll(process.StandardOutput.ReadToEndAsync(end), process.StandardError.ReadToEndAsync(end), process.WaitForExitAsync(end)).ConfigureAwait(false);
        return process.ExitCode == 0 ? null : string.Create(CultureInfo.InvariantCulture, $"ended with {process.ExitCode}");
    }

    /// <summary>Ends it and waits until it has: it may still write where it was told to, and nobody cleans up under its hands. False if the
    /// system refuses to end it, or something that it started; then it is not waited for.</summary>
    private static async Task<bool> TryEndAsync(Process process, Action<Process> kill)
    {
        try
        {
            kill(process);
        }
        catch (Exception refused) when (refused is AggregateException or Win32Exception or InvalidOperationException)
        {
            return false;
        }

        await process.WaitForExitAsync(CancellationToken.None).ConfigureAwait(false);
        return true;
    }
}
