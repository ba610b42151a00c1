using System.Reflection;
using System.Text.RegularExpressions;
using Gudok.Access;

namespace Gudok.Portal.Tests;

public sealed class SignInTextsTests
{
    [Fact]
    public void Both_languages_say_everything_and_fill_the_same_places()
    {
        foreach (var text in typeof(SignInTexts).GetProperties(BindingFlags.Instance | BindingFlags.Public).Where(text => text.PropertyType == typeof(string)))
        {
            var (russian, english) = ((string)text.GetValue(SignInTexts.Russian)!, (string)text.GetValue(SignInTexts.English)!);
            Assert.NotEqual(russian, english);
            Assert.Equal(russian.Contains("{0}", StringComparison.Ordinal), english.Contains("{0}", StringComparison.Ordinal));
            Assert.False(Regex.IsMatch(english, "[А-Яа-яЁё]") || !Regex.IsMatch(russian, "[А-Яа-яЁё]"), text.Name);
        }
    }

    [Fact]
    public void Every_role_has_a_name_of_its_own() =>
        Assert.Equal(Enum.GetValues<Role>().Length, Enum.GetValues<Role>().Select(SignInTexts.Russian.Role).Distinct().Count());
}
