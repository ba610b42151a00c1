using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Gudok.Access;

/// <summary>Which number a citizen's account is linked to, and from when on it is that person's.</summary>
internal sealed class NumberLink
{
    /// <summary>The account; it has one number at most.</summary>
    public required string AccountId { get; init; }

    /// <summary>The digits of E.164, without the plus.</summary>
    [SealedField]
    public required string Number { get; set; }

    /// <summary>The first day on which the number was that person's: numbers go from one person to another.</summary>
    public required DateOnly From { get; set; }

    /// <summary>Id of the provider that has said so; null if somebody here has.</summary>
    public string? Provider { get; set; }
}

/// <summary>How links are kept. Days are counted from 0001-01-01, so that any database compares them.</summary>
internal sealed class NumberLinkTable : IEntityTypeConfiguration<NumberLink>
{
    public void Configure(EntityTypeBuilder<NumberLink> builder)
    {
        builder.ToTable("access_numbers").HasKey(row => row.AccountId);
        builder.Property(row => row.From).HasConversion(day => day.DayNumber, number => DateOnly.FromDayNumber(number));
        builder.HasOne<Account>().WithOne().HasForeignKey<NumberLink>(row => row.AccountId);
    }
}
