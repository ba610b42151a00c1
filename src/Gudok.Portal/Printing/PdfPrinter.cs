using System.Text;
using Gudok.Ledger;

namespace Gudok.Portal;

/// <summary>Prints a page of HTML to PDF with what the machine has: WeasyPrint, else Chromium. Neither is part of Gudok.</summary>
public static class PdfPrinter
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);
    private static readonly string[] Chromiums = ["chromium", "chromium-browser", "google-chrome"];

    /// <summary>Prints a page. A machine that cannot print is told of, never thrown.</summary>
    /// <param name="html">The page; it refers to nothing outside itself.</param>
    /// <param name="target">The PDF to write; it is there whole or not at all.</param>
    /// <param name="instead">What a person can print instead, such as a page of the portal; ends the line that says why there is no PDF.</param>
    /// <param name="cancellationToken">Ends the program that prints.</param>
    public static Task<PrintOutcome> PrintAsync(string html, string target, string instead, CancellationToken cancellationToken) =>
        PrintAsync(html, target, instead, Environment.GetEnvironmentVariable("PATH") ?? "", Limit, cancellationToken);

    /// <summary>Prints a page with programs of certain folders, within a certain time each.</summary>
    internal static async Task<PrintOutcome> PrintAsync(
        string html, string target, string instead, string searchPath, TimeSpan limit, CancellationToken cancellationToken)
    {
        string? folder = null;
        string? fault;
        string? left = null;
        try
        {
            // In a folder that nobody else may open: the page may name people.
            folder = Directory.CreateTempSubdirectory("gudok-sheet-").FullName;
            fault = await PrintInAsync(folder, html, target, searchPath, limit, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            fault = refused.Message.TrimEnd('.');
        }
        finally
        {
            if (folder is not null) left = Remove(folder);
        }

        return new PrintOutcome(fault is null ? null : $"no PDF: {fault}; print {instead} instead", left);
    }

    /// <summary>Prints in a folder of its own; null if it was printed, else why not.</summary>
    private static async Task<string?> PrintInAsync(
        string folder, string html, string target, string searchPath, TimeSpan limit, CancellationToken cancellationToken)
    {
        var (page, pdf) = (Path.Combine(folder, "sheet.html"), Path.Combine(folder, "sheet.pdf"));
        await File.WriteAllTextAsync(page, html, Encoding.UTF8, cancellationToken).ConfigureAwait(false);
        string? fault = null;
        foreach (var (program, arguments) in Engines(searchPath, folder, page, pdf))
        {
            var ended = await PrintingProgram.RunAsync(program, arguments, limit, cancellationToken).ConfigureAwait(false);
            if (ended is null && File.Exists(pdf))
            {
                // Not moved: from another file system that is a copy, which a kill leaves half there.
                DurableFile.Write(target, await File.ReadAllBytesAsync(pdf, cancellationToken).ConfigureAwait(false));
                return null;
            }

            fault ??= $"{program} {ended ?? "wrote none"}";
        }

        return fault ?? "neither weasyprint nor chromium is installed (install one of them)";
    }

    /// <summary>Removes what printing needed; else says what stays behind. Whatever became of the page, this does not hide it.</summary>
    private static string? Remove(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
            return null;
        }
        catch (DirectoryNotFoundException) when (!Path.Exists(folder))
        {
            return null;
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            return $"{folder} may still hold the printed page and could not be removed, remove it: {refused.Message}";
        }
    }

    private static IEnumerable<(string Program, string[] Arguments)> Engines(string searchPath, string folder, string page, string pdf)
    {
        if (Find("weasyprint", searchPath) is { } weasyprint) yield return (weasyprint, [page, pdf]);
        foreach (var name in Chromiums)
        {
            if (Find(name, searchPath) is not { } chromium) continue;
            // Chromium refuses to build its sandbox for root; the page is ours and loads nothing.
            string[] unboxed = Environment.IsPrivilegedProcess ? ["--no-sandbox"] : [];
            yield return (chromium,
            [
                "--headless", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync", $"--user-data-dir={folder}",
                "--no-pdf-header-footer", $"--print-to-pdf={pdf}", .. unboxed, new Uri(page).AbsoluteUri,
            ]);
        }
    }

    private static string? Find(string program, string searchPath) => searchPath
        .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .Select(folder => Path.Combine(folder, program))
        .FirstOrDefault(File.Exists);
}

/// <summary>What became of a page that was to be printed.</summary>
/// <param name="Fault">Null if it was printed, else one line that says why there is no PDF and what helps.</param>
/// <param name="Left">A line about what could not be removed afterwards; null if nothing stays behind.</param>
public sealed record PrintOutcome(string? Fault, string? Left);
