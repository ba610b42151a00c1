namespace Gudok.Tests;

/// <summary>The demo and real installations keep out of each other's folders.</summary>
public sealed class DemoFolderTests
{
    [Theory]
    [InlineData("imported")]
    [InlineData("settings")]
    [InlineData("something else")]
    public async Task The_demo_takes_no_folder_that_it_did_not_make(string holds)
    {
        using var installation = new TestInstallation();
        if (holds == "imported") await installation.RunAsync("import", TestInstallation.Recording);
        if (holds == "something else") File.Move(Path.Combine(installation.Data, "gudok.json"), Path.Combine(installation.Data, "notes.txt"));
        var former = Files(installation.Data);
        var run = await installation.RunAsync("demo");
        Assert.Equal(1, run.Code);
        Assert.StartsWith("gudok: GDK-9012: ", run.Error, StringComparison.Ordinal);
        Assert.Contains("--data DIR", run.Error, StringComparison.Ordinal);
        Assert.Equal(former, Files(installation.Data));
        if (holds == "imported") Assert.StartsWith("No accounts.", (await installation.RunAsync("user", "list")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_takes_no_folder_of_the_demo_unless_it_is_told_so()
    {
        using var installation = new TestInstallation();
        await DemoFolder.MarkAsync(installation.Data, TestContext.Current.CancellationToken);
        var run = await installation.RunAsync("serve");
        Assert.Equal(1, run.Code);
        Assert.StartsWith("gudok: GDK-9012: ", run.Error, StringComparison.Ordinal);
        Assert.Contains("--demo-data", run.Error, StringComparison.Ordinal);
        // Told so it goes on, as far as an address that it refuses.
        run = await installation.RunAsync("serve", "--demo-data", "--http", "192.0.2.1:80");
        Assert.Contains("192.0.2.1:80 can be reached from other machines", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_marked_folder_is_the_demos_and_a_new_or_empty_one_is_free()
    {
        using var installation = new TestInstallation();
        var path = installation.PathOf("demo");
        Assert.True(DemoFolder.IsFree(path));
        Directory.CreateDirectory(path);
        Assert.True(DemoFolder.IsFree(path));
        await DemoFolder.MarkAsync(path, TestContext.Current.CancellationToken);
        Assert.True(DemoFolder.Is(path));
        Assert.False(DemoFolder.IsFree(path));
    }

    private static string[] Files(string folder) => [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Select(path => $"{path} {new FileInfo(path).Length}").Order(StringComparer.Ordinal)];
}
