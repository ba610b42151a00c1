using System.Text.Json;

namespace Gudok.Tests;

public sealed class HeadsCommandTests : IDisposable
{
    private readonly TestInstallation _installation = new();

    public void Dispose() => _installation.Dispose();

    [Fact]
    public async Task An_import_ends_with_a_head_that_verify_checks_and_says_what_it_cannot_tell()
    {
        await _installation.RunAsync("import", TestInstallation.Recording);
        var verified = await _installation.RunAsync("verify");
        Assert.Equal(0, verified.Code);
        Assert.Contains("1 signed heads: everything agrees", verified.Lines[0], StringComparison.Ordinal);
        Assert.Contains("Not checked: whether the ledger was rolled back", verified.Output, StringComparison.Ordinal);
        using var json = JsonDocument.Parse((await _installation.RunAsync("verify", "--json")).Output);
        Assert.Equal((1, 0), (json.RootElement.GetProperty("heads").GetInt64(), json.RootElement.GetProperty("unsealed").GetInt64()));
        Assert.True(json.RootElement.GetProperty("ok").GetBoolean());
        Assert.True(json.RootElement.GetProperty("records").GetInt64() > 0);
    }

    [Fact]
    public async Task The_public_key_reads_as_pem_and_signs_the_heads()
    {
        await _installation.RunAsync("import", TestInstallation.Recording);
        Assert.True(Seals.HeadKey.TryReadPem((await _installation.RunAsync("heads", "--public-key")).Output, out var key));
        var line = Assert.Single((await _installation.RunAsync("heads", "--all")).Lines);
        Assert.True(Seals.SignedHead.TryParse(line, out var head) && key.HasSigned(head));
        Assert.Contains(key.Fingerprint, (await _installation.RunAsync("heads")).Output, StringComparison.Ordinal);
        Assert.Contains("No witness", (await _installation.RunAsync("heads")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_ledger_put_back_to_an_earlier_day_shows_against_its_witness_alone()
    {
        var witness = _installation.PathOf("heads");
        File.WriteAllText(
            Path.Combine(_installation.Data, "gudok.json"), $$"""{ "Keys": { "Folder": "{{_installation.Keys}}" }, "Seals": { "Witnesses": ["{{witness}}"] } }""");
        await _installation.RunAsync("import", TestInstallation.Recording);
        Assert.Contains("has them all", (await _installation.RunAsync("heads")).Output, StringComparison.Ordinal);
        Assert.Equal(0, (await _installation.RunAsync("verify", "--witness", witness)).Code);
        Directory.Delete(Path.Combine(_installation.Data, "ledger"), recursive: true);
        File.Delete(Path.Combine(_installation.Data, "heads.db"));
        await _installation.RunAsync("import", "--no-messages", TestInstallation.Recording);
        Assert.Equal(0, (await _installation.RunAsync("verify")).Code);
        var compared = await _installation.RunAsync("verify", "--witness", witness);
        Assert.Equal(1, compared.Code);
        Assert.Contains("GDK-3005", compared.Error, StringComparison.Ordinal);
        Assert.Contains("signed anew", compared.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_day_that_was_removed_is_named_with_its_head()
    {
        await _installation.RunAsync("import", TestInstallation.Recording);
        var day = Directory.GetDirectories(Path.Combine(_installation.Data, "ledger"), "2*").Single();
        Directory.Delete(day, recursive: true);
        Directory.Delete(Path.Combine(_installation.Data, "ledger", "parties"), recursive: true);
        var verified = await _installation.RunAsync("verify", "--json");
        Assert.Equal(1, verified.Code);
        using var json = JsonDocument.Parse(verified.Output);
        var failure = json.RootElement.GetProperty("failure");
        Assert.Equal((Path.GetFileName(day), 1, "GDK-3004"), (failure.GetProperty("day").GetString(), failure.GetProperty("head").GetInt64(), failure.GetProperty("code").GetString()));
    }
}
