namespace Gudok.Access.Tests.Journal;

public sealed class JournalSecrecyTests : IAsyncDisposable
{
    private readonly JournalFolder _folder = new();

    public ValueTask DisposeAsync() => _folder.DisposeAsync();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("79161234567")]
    [InlineData("+7 (916) 123-45-67")]
    [InlineData("8 916 123 45 67")]
    [InlineData("8.916.123.45.67")]
    [InlineData("9161234567")]
    [InlineData("123-45-67")]
    [InlineData("+44 20 7946 0958")]
    [InlineData("8–916–123–45–67")]
    [InlineData("8/495/123-45-67")]
    [InlineData("８９１６１２３４５６７")]
    [InlineData("№ 8 916 123-45-67")]
    [InlineData("2101234567")]
    public async Task A_number_gets_in_by_no_field_and_in_no_spelling(string number)
    {
        var actor = new Actor { Kind = ActorKind.Person, Id = number, Name = "anna " + number, Address = number, Session = number };
        await _folder.WriteAsync("number.reveal", actor, ActOutcome.Done, "asked by " + number, "for " + number, "party:" + number, number, "number:" + number);
        var journal = await _folder.OpenAsync();
        await journal.WriteAsync(new JournalEntry { Actor = JournalFolder.Anna, Act = "calls.search", Outcome = ActOutcome.Done, Correlation = number }, Stop);
        foreach (var kept in (await journal.SearchAsync(new JournalSearch(), Stop)).Entries)
        {
            var view = System.Text.Json.JsonSerializer.Serialize(JournalView.Of(kept), JournalJson.Default.JournalView);
            Assert.DoesNotContain(number, System.Text.RegularExpressions.Regex.Unescape(view), StringComparison.Ordinal);
            Assert.Contains("[number]", view, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task An_act_is_named_by_us_and_never_by_what_was_typed() =>
        await Assert.ThrowsAsync<ArgumentException>(() => _folder.WriteAsync("search.79161234567"));

    [Fact]
    public async Task Ids_of_ours_and_addresses_stay_as_they_are()
    {
        string[] objects = ["call:01234567-8901-8b67-8b4e-012345678901", "party:01234567890123456a89", "hold:12345678-1234-4123-8123-123456789012"];
        await _folder.WriteAsync("hold.place", JournalFolder.Anna with { Address = "2001:db8::1" }, objects: objects);
        var kept = Assert.Single((await (await _folder.OpenAsync()).SearchAsync(new JournalSearch(), Stop)).Entries);
        Assert.Equal(objects, kept.Entry.Objects);
        Assert.Equal("2001:db8::1", kept.Entry.Actor.Address);
        Assert.Equal(JournalFolder.Anna.Session, kept.Entry.Actor.Session);
    }

    [Fact]
    public async Task A_stolen_file_shows_neither_who_nor_whose_nor_why()
    {
        await _folder.WriteAsync("number.reveal", JournalFolder.Anna, ActOutcome.Done, "secret reason", "hidden detail", "party:hidden-object");
        await _folder.CloseAsync();
        var files = Directory.GetFiles(_folder.Path).Select(file => System.Text.Encoding.Latin1.GetString(File.ReadAllBytes(file))).ToArray();
        foreach (var word in (string[])["anna", "ANNA", "secret reason", "hidden detail", "hidden-object", "10.1.2.3", JournalFolder.Anna.Id])
            Assert.All(files, file => Assert.DoesNotContain(word, file, StringComparison.Ordinal));
        Assert.Contains(files, file => file.Contains("number.reveal", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Only_so_many_objects_are_kept_and_the_rest_are_counted()
    {
        await _folder.WriteAsync("calls.export", objects: [.. Enumerable.Range(0, 250).Select(at => "row:" + at)]);
        var kept = Assert.Single((await (await _folder.OpenAsync()).SearchAsync(new JournalSearch(), Stop)).Entries);
        Assert.Equal((100, "(and 150 more objects)"), (kept.Entry.Objects.Count, kept.Entry.Detail));
    }
}
