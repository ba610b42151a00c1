namespace Gudok.Tests;

public sealed class ReviewCommandTests : IDisposable
{
    private readonly TestInstallation _installation = new();

    public void Dispose() => _installation.Dispose();

    [Fact]
    public async Task A_review_is_answered_saved_and_checked_and_a_changed_file_is_refused()
    {
        await _installation.RunAsync("user", "add", "anna", "--role", "administrator");
        await _installation.RunAsync("user", "add", "ivanov", "--role", "operator", "analyst");
        Assert.Contains("3 of 3 lines open", (await _installation.RunAsync("review")).Output, StringComparison.Ordinal);
        await _installation.RunAsync("review", "answer", "anna", "administrator", "keep", "--reason", "runs the system");
        await _installation.RunAsync("review", "answer", "ivanov", "analyst", "withdraw", "--reason", "no reports any more");
        var closed = await _installation.RunAsync("review", "answer", "ivanov", "operator", "keep", "--reason", "first line");
        Assert.Contains("That was the last line.", closed.Output, StringComparison.Ordinal);
        var quarter = closed.Output.Split("record ")[1].Split(':')[0];
        var file = Path.Combine(_installation.Data, "record.json");
        Assert.Equal(0, (await _installation.RunAsync("review", "save", quarter, file)).Code);
        var check = await _installation.RunAsync("review", "--check", file);
        Assert.Equal(0, check.Code);
        Assert.Contains("names these bytes", check.Output, StringComparison.Ordinal);
        await File.AppendAllTextAsync(file, " ", TestContext.Current.CancellationToken);
        var changed = await _installation.RunAsync("review", "--check", file);
        Assert.Equal(1, changed.Code);
        Assert.Contains("GDK-7083", changed.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Leavers_are_listed_and_their_list_is_confirmed()
    {
        await _installation.RunAsync("user", "add", "ivanov", "--role", "operator");
        Assert.Contains("Nobody is blocked", (await _installation.RunAsync("review", "leavers")).Output, StringComparison.Ordinal);
        await _installation.RunAsync("user", "block", "ivanov", "--reason", "left");
        var confirmed = await _installation.RunAsync("review", "leavers", "--confirm", "seen");
        Assert.Contains("ivanov", confirmed.Output, StringComparison.Ordinal);
        Assert.Contains("sessions 0, tokens 0", confirmed.Output, StringComparison.Ordinal);
        Assert.Contains("record leavers-", confirmed.Output, StringComparison.Ordinal);
        Assert.Contains("record leavers-", (await _installation.RunAsync("review")).Output, StringComparison.Ordinal);
    }
}
