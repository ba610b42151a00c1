namespace Gudok.Access.Tests.Journal;

public sealed class SubjectLooksTests : IAsyncDisposable
{
    private const string November = "0123456789abcdef0123";
    private const string December = "fedcba9876543210fedc";
    private readonly JournalFolder _folder = new();

    public ValueTask DisposeAsync() => _folder.DisposeAsync();

    [Fact]
    public async Task A_person_hears_of_looks_at_own_data_in_all_months_and_of_no_others()
    {
        await _folder.WriteAsync("calls.read", objects: ["call:a", "party:" + November]);
        await _folder.WriteAsync("number.reveal", reason: "call back", objects: "party:" + November);
        await _folder.WriteAsync("number.reveal", objects: "party:aaaaaaaaaaaaaaaaaaaa");
        await _folder.WriteAsync("number.reveal", JournalFolder.Boris, ActOutcome.Refused, objects: ["party:" + December, "party:" + November]);
        var looks = await new SubjectLooks(await _folder.OpenAsync()).OfAsync([November, December], 10, TestContext.Current.CancellationToken);
        Assert.Equal([("number.reveal", ActOutcome.Refused), ("number.reveal", ActOutcome.Done), ("calls.read", ActOutcome.Done)], looks.Select(look => (look.Act, look.Outcome)));
        Assert.Equal([Role.Operator], looks[1].Roles);
        Assert.Equal(ActorKind.Owner, looks[0].Kind);
        Assert.Equal(2, (await new SubjectLooks(await _folder.OpenAsync()).OfAsync([November], 2, TestContext.Current.CancellationToken)).Count);
    }

    [Fact]
    public void Neither_names_nor_words_of_employees_are_told()
    {
        var told = typeof(SubjectLook).GetProperties().Select(property => property.PropertyType);
        Assert.DoesNotContain(typeof(Actor), told);
        Assert.DoesNotContain("Reason", typeof(SubjectLook).GetProperties().Select(property => property.Name));
        Assert.Equal(["Act"], typeof(SubjectLook).GetProperties().Where(property => property.PropertyType == typeof(string)).Select(property => property.Name));
    }
}
