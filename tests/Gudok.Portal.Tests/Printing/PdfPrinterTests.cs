using System.Globalization;
using System.Runtime.Versioning;
using Gudok.Testing;

namespace Gudok.Portal.Tests;

/// <summary>Printing with programs that behave as programs do: they hang, fail, or are not there.</summary>
[SupportedOSPlatform("linux")]
public sealed class PdfPrinterTests : IDisposable
{
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(10);

    private readonly TestFolder _folder = new();

    private string Target => Path.Combine(_folder.Path, "target.pdf");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Cancelled_print_leaves_no_program_behind()
    {
        var told = Install("weasyprint", "sleep 600 & echo \"$$ $!\" > \"$0.told\"; wait");
        using var cancel = new CancellationTokenSource();
        var printing = PrintAsync(Long, cancel.Token);
        var programs = await ReadAsync(told);
        Assert.All(programs, Runs);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => printing);
        await NoneRunsAsync(programs);
        Assert.False(File.Exists(Target));
    }

    [Fact]
    public async Task Program_that_does_not_end_is_ended_and_said_so()
    {
        var told = Install("weasyprint", "echo $$ > \"$0.told\"; printf half > \"$2\"; exec sleep 600");
        var fault = await PrintAsync(TimeSpan.FromSeconds(2), CancellationToken.None);
        Assert.Matches("^no PDF: [^\n]*weasyprint did not end within 2 seconds; print the page instead$", fault);
        await NoneRunsAsync(await ReadAsync(told));
        Assert.False(File.Exists(Target));
    }

    [Fact]
    public async Task When_one_program_fails_the_next_prints()
    {
        Install("weasyprint", "exit 3");
        var told = Install("chromium", """
            echo "$@" > "$0.told"
            for word; do case "$word" in --print-to-pdf=*) printf PDF > "${word#--print-to-pdf=}";; esac; done
            """);
        Assert.Null(await PrintAsync(Long, CancellationToken.None));
        Assert.Equal("PDF", await File.ReadAllTextAsync(Target));
        Assert.Equal(Environment.IsPrivilegedProcess, (await ReadAsync(told)).Contains("--no-sandbox"));
    }

    [Theory]
    [InlineData("exit 3", "ended with 3")]
    [InlineData("exit 0", "wrote none")]
    [InlineData(null, "cannot be started")]
    public async Task Program_that_prints_nothing_is_named_with_what_became_of_it(string? script, string told)
    {
        Install("weasyprint", script);
        Assert.Contains($"weasyprint {told}", await PrintAsync(Long, CancellationToken.None), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Machine_without_any_program_is_told_what_helps() => Assert.Equal(
        "no PDF: neither weasyprint nor chromium is installed (install one of them); print the page instead", await PrintAsync(Long, CancellationToken.None));

    [Fact]
    public async Task Page_is_printed_as_it_was_given()
    {
        Install("weasyprint", "cat \"$1\" > \"$2\"");
        Assert.Null(await PrintAsync(Long, CancellationToken.None));
        Assert.Equal("<p>Гудок</p>", await File.ReadAllTextAsync(Target));
    }

    [Fact]
    public async Task What_cannot_be_put_in_its_place_is_told_and_leaves_nothing_beside_it()
    {
        Install("weasyprint", "printf PDF > \"$2\"");
        Directory.CreateDirectory(Target);
        Assert.StartsWith("no PDF: GDK-4007", await PrintAsync(Long, CancellationToken.None), StringComparison.Ordinal);
        Assert.Equal([Target, Path.Combine(_folder.Path, "weasyprint")], Directory.EnumerateFileSystemEntries(_folder.Path).Order());
    }

    [Fact]
    public async Task Whoever_reads_the_former_PDF_of_another_file_system_reads_it_to_its_end()
    {
        var target = Path.Combine("/dev/shm", $"gudok-{Guid.NewGuid()}.pdf");
        try
        {
            Install("weasyprint", "printf new > \"$2\"");
            await File.WriteAllTextAsync(target, "former");
            using var former = File.OpenText(target);
            Assert.Null((await PdfPrinter.PrintAsync("<p>Гудок</p>", target, "the page", _folder.Path, Long, CancellationToken.None)).Fault);
            Assert.Equal(("former", "new"), (await former.ReadToEndAsync(), await File.ReadAllTextAsync(target)));
        }
        finally
        {
            File.Delete(target);
        }
    }

    [Fact]
    public async Task Folder_that_a_program_has_removed_does_not_hide_what_became_of_it()
    {
        Install("weasyprint", "rm -r \"$(dirname \"$1\")\"; exit 3");
        Assert.Contains("weasyprint ended with 3", await PrintAsync(Long, CancellationToken.None), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Folder_that_cannot_be_removed_is_told()
    {
        // A file in its place: what is deleted as a folder is none.
        Install("weasyprint", "printf PDF > \"$0.pdf\"; folder=$(dirname \"$1\"); rm -r \"$folder\"; printf x > \"$folder\"; exit 3");
        var printed = await PdfPrinter.PrintAsync("<p>Гудок</p>", Target, "the page", _folder.Path, Long, CancellationToken.None);
        var left = Assert.IsType<string>(printed.Left);
        Assert.Contains("weasyprint ended with 3", printed.Fault, StringComparison.Ordinal);
        Assert.Matches("^/[^ ]+/gudok-sheet-[^ ]+ may still hold the printed page", left);
        File.Delete(left.Split(' ')[0]);
    }

    [Theory]
    [InlineData(true, "did not end within 2 seconds, nor can it be ended")]
    [InlineData(false, null)]
    public async Task Program_that_the_system_does_not_end_is_told_if_it_printed_nothing(bool isStuck, string? told)
    {
        Install("weasyprint", isStuck ? "exec sleep 60" : "exit 0");
        System.Diagnostics.Process? stuck = null;
        var fault = await PrintingProgram.RunAsync(Path.Combine(_folder.Path, "weasyprint"), [], TimeSpan.FromSeconds(isStuck ? 2 : 60), CancellationToken.None, Refuse);
        Assert.Equal(told, fault);
        if (isStuck) Assert.NotNull(stuck);

        void Refuse(System.Diagnostics.Process process)
        {
            (stuck = process).Kill(entireProcessTree: true);
            throw new AggregateException("Not all could be ended.");
        }
    }

    private async Task<string?> PrintAsync(TimeSpan limit, CancellationToken cancellationToken) =>
        (await PdfPrinter.PrintAsync("<p>Гудок</p>", Target, "the page", _folder.Path, limit, cancellationToken)).Fault;

    /// <summary>Installs a program in the search path; null: a file that may not be run.</summary>
    /// <returns>Where it tells what it was told.</returns>
    private string Install(string name, string? script)
    {
        var path = Path.Combine(_folder.Path, name);
        File.WriteAllText(path, $"#!/bin/sh\n{script}\n");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | (script is null ? UnixFileMode.None : UnixFileMode.UserExecute));
        return path + ".told";
    }

    private static async Task<string[]> ReadAsync(string path)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!File.Exists(path) || new FileInfo(path).Length == 0) await Task.Delay(10, deadline.Token);
        return (await File.ReadAllTextAsync(path, deadline.Token)).Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries);
    }

    private static void Runs(string process) => Assert.True(IsRunning(process));

    /// <summary>What was killed is there until the system has cleared it away.</summary>
    private static Task NoneRunsAsync(string[] processes) => Eventually.IsSoAsync(() => !processes.Any(IsRunning));

    /// <summary>Whether it runs; one that ended and that nobody has asked for yet does not.</summary>
    private static bool IsRunning(string process)
    {
        var status = Path.Combine("/proc", int.Parse(process, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture), "stat");
        try
        {
            return File.ReadAllText(status).Split(") ")[^1][0] != 'Z';
        }
        catch (IOException)
        {
            return false;
        }
    }
}
