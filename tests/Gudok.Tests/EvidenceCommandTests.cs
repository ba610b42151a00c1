using System.Text.Json;

namespace Gudok.Tests;

public sealed class EvidenceCommandTests : IDisposable
{
    private readonly TestInstallation _installation = new();

    public void Dispose() => _installation.Dispose();

    [Fact]
    public async Task Evidence_is_written_without_numbers_and_checked_without_the_data()
    {
        var id = await ImportAsync();
        var made = await _installation.RunAsync("evidence", id, "--out", "court");
        Assert.Equal(0, made.Code);
        var file = made.Lines[0];
        Assert.DoesNotContain("\"party\": \"", await File.ReadAllTextAsync(file), StringComparison.Ordinal);
        File.WriteAllText(_installation.PathOf("key.pem"), (await _installation.RunAsync("heads", "--public-key")).Output);
        Directory.Delete(_installation.Data, recursive: true);
        var verified = await _installation.RunAsync("verify-evidence", file, "--key", _installation.PathOf("key.pem"));
        Assert.Equal((0, ""), (verified.Code, verified.Error));
        Assert.Contains("Valid, and the key is the one given.", verified.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Numbers_are_disclosed_with_a_reason_only_and_that_is_noted()
    {
        var id = await ImportAsync();
        Assert.Equal(2, (await _installation.RunAsync("evidence", id, "--reveal")).Code);
        var made = await _installation.RunAsync("evidence", id, "--out", "court", "--reveal", "--reason", "case 12");
        Assert.Equal(0, made.Code);
        Assert.Contains("\"party\": \"", await File.ReadAllTextAsync(made.Lines[0]), StringComparison.Ordinal);
        // Nobody else at the machine may read them.
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(made.Lines[0]));
        Assert.Contains("case 12", await File.ReadAllTextAsync(Path.Combine(_installation.Data, "log", "gudok.jsonl")), StringComparison.Ordinal);
        Assert.Equal(0, (await _installation.RunAsync("verify-evidence", made.Lines[0])).Code);
    }

    [Fact]
    public async Task The_sheet_is_printed_by_the_engine_that_is_there()
    {
        var made = await _installation.RunAsync("evidence", await ImportAsync(), "--out", "court", "--pdf");
        Assert.Equal((0, ""), (made.Code, made.Error));
        Assert.True((await File.ReadAllBytesAsync(made.Lines[1])).AsSpan().StartsWith("%PDF"u8));
    }

    [Fact]
    public async Task A_changed_file_another_key_and_an_unknown_call_are_refused()
    {
        var id = await ImportAsync();
        var file = (await _installation.RunAsync("evidence", id, "--out", "court")).Lines[0];
        File.WriteAllText(file, (await File.ReadAllTextAsync(file)).Replace("answered", "busy", StringComparison.Ordinal));
        var changed = await _installation.RunAsync("verify-evidence", file);
        Assert.Equal(1, changed.Code);
        Assert.Contains("GDK-4008: not valid", changed.Error, StringComparison.Ordinal);
        Assert.Equal(1, (await _installation.RunAsync("evidence", "nothing")).Code);
        Assert.Equal(1, (await _installation.RunAsync("verify-evidence", _installation.PathOf("absent"))).Code);
    }

    private async Task<string> ImportAsync()
    {
        await _installation.RunAsync("import", TestInstallation.Recording);
        var calls = await _installation.RunAsync("calls", "--format", "jsonl", "--limit", "1", "--disposition", "answered");
        using var call = JsonDocument.Parse(calls.Lines[0]);
        return call.RootElement.GetProperty("id").GetString()!;
    }
}
