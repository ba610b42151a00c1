using System.Security.Cryptography;
using System.Text.Json;

namespace Gudok.Tests;

public sealed class ClientCommandTests : IDisposable
{
    private readonly TestInstallation _installation = new();

    public void Dispose() => _installation.Dispose();

    [Fact]
    public async Task Program_is_registered_shown_changed_and_blocked_and_the_journal_has_each_step()
    {
        var keys = WriteKeys();
        var added = await _installation.RunAsync("client", "add", "crm", "--scope", "calls.search", "call.read", "--keys", keys, "--from", "10.1.0.0/16", "--purpose", "cards of customers");
        Assert.True(added.Code == 0, added.Error);
        Assert.Contains("10.1.0.0/16", added.Output, StringComparison.Ordinal);
        Assert.Contains("active", (await _installation.RunAsync("client", "list")).Output, StringComparison.Ordinal);
        Assert.Equal(0, (await _installation.RunAsync("client", "keys", "crm", "--keys", WriteKeys())).Code);
        Assert.Contains("blocked since", (await _installation.RunAsync("client", "block", "crm", "--reason", "the contract ended")).Output, StringComparison.Ordinal);
        Assert.Contains("active", (await _installation.RunAsync("client", "unblock", "crm")).Output, StringComparison.Ordinal);
        Assert.Equal(0, (await _installation.RunAsync("client", "replace-key", "--reason", "a backup was lost")).Code);
        var shown = JsonDocument.Parse((await _installation.RunAsync("client", "show", "crm", "--json")).Output).RootElement;
        Assert.Equal(["calls.search", "call.read"], shown.GetProperty("scopes").EnumerateArray().Select(scope => scope.GetString()!));
        var journal = (await _installation.RunAsync("journal", "--format", "jsonl")).Output;
        foreach (var act in new[] { "client.add", "client.keys", "client.block", "client.unblock", "token.key" }) Assert.Contains(act, journal, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GDK-7102", "client", "add", "crm", "--scope", "calls.everything", "--keys", "KEYS")]
    [InlineData("GDK-7102", "client", "add", "crm", "--scope", "call.read")]
    [InlineData("GDK-7102", "client", "add", "crm", "--scope", "call.read", "--keys", "nowhere.json")]
    [InlineData("GDK-7102", "client", "add", "crm", "--scope", "call.read", "--keys", "KEYS", "--from", "10.1.0.0/99")]
    [InlineData("GDK-7101", "client", "block", "crm", "--reason", "left")]
    public async Task What_cannot_be_done_is_told_in_one_line_with_its_code(string code, params string[] arguments)
    {
        await _installation.RunAsync("user", "add", "anna", "--role", "administrator");
        var told = await _installation.RunAsync([.. arguments.Select(argument => argument == "KEYS" ? WriteKeys() : argument)]);
        Assert.Equal((1, 1), (told.Code, told.Error.Trim().Split('\n').Length));
        Assert.Contains(code, told.Error, StringComparison.Ordinal);
    }

    private string WriteKeys()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var shape = key.ExportParameters(false);
        var file = _installation.PathOf(Guid.NewGuid() + ".json");
        File.WriteAllText(file, JsonSerializer.Serialize(new { keys = new[] { new { kty = "EC", crv = "P-256", x = Base64Url(shape.Q.X!), y = Base64Url(shape.Q.Y!) } } }));
        return file;
    }

    private static string Base64Url(byte[] octets) => System.Buffers.Text.Base64Url.EncodeToString(octets);
}
