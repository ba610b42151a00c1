using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Gudok.Access;

/// <summary>Whose an extension was from one day to another.</summary>
internal sealed class ExtensionUse
{
    public required string Id { get; init; }

    public required string AccountId { get; init; }

    /// <summary>The digits.</summary>
    [SealedField]
    public required string Extension { get; init; }

    /// <summary>The first day.</summary>
    public required DateOnly From { get; set; }

    /// <summary>The last day; null while it goes on.</summary>
    public DateOnly? Until { get; set; }

    /// <summary>Whether the extension was the account's on a day.</summary>
    public bool Covers(DateOnly day) => From <= day && (Until is not { } end || day <= end);
}

/// <summary>How extensions are kept. Days are counted from 0001-01-01, so that any database compares them.</summary>
internal sealed class ExtensionUseTable : IEntityTypeConfiguration<ExtensionUse>
{
    public void Configure(EntityTypeBuilder<ExtensionUse> builder)
    {
        builder.ToTable("access_extensions").HasKey(row => row.Id);
        builder.Property(row => row.From).HasConversion(day => day.DayNumber, number => DateOnly.FromDayNumber(number));
        builder.Property(row => row.Until).HasConversion(day => day!.Value.DayNumber, number => DateOnly.FromDayNumber(number));
        builder.HasOne<Account>().WithMany().HasForeignKey(row => row.AccountId);
    }
}
