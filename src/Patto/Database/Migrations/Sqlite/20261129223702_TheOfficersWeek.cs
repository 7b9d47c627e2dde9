using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Patto.Database.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class TheOfficersWeek : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_MailServers_Authority",
                table: "MailServers");

            migrationBuilder.DropPrimaryKey(
                name: "PK_KnownHeadings",
                table: "KnownHeadings");

            migrationBuilder.AddColumn<string>(
                name: "Pec",
                table: "Summonses",
                type: "TEXT",
                maxLength: 254,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "Archived",
                table: "Stakeholders",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "ArchivedWhy",
                table: "Stakeholders",
                type: "TEXT",
                maxLength: 300,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<bool>(
                name: "IsWaiting",
                table: "Registrations",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "VideoLink",
                table: "Meetings",
                type: "TEXT",
                maxLength: 500,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<bool>(
                name: "Counted",
                table: "Measurements",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<bool>(
                name: "IsCertified",
                table: "MailServers",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<long>(
                name: "MailboxEpoch",
                table: "MailServers",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<string>(
                name: "MailboxFault",
                table: "MailServers",
                type: "TEXT",
                maxLength: 500,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "MailboxHost",
                table: "MailServers",
                type: "TEXT",
                maxLength: 200,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<long>(
                name: "MailboxLast",
                table: "MailServers",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<int>(
                name: "MailboxPort",
                table: "MailServers",
                type: "INTEGER",
                nullable: false,
                defaultValue: 993);

            migrationBuilder.AddColumn<string>(
                name: "MailboxRead",
                table: "MailServers",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "MailboxSecurity",
                table: "MailServers",
                type: "TEXT",
                maxLength: 40,
                nullable: false,
                defaultValue: "Tls");

            migrationBuilder.AddColumn<bool>(
                name: "IsCertified",
                table: "Letters",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "List",
                table: "KnownHeadings",
                type: "TEXT",
                maxLength: 40,
                nullable: false,
                defaultValue: "stakeholders");

            migrationBuilder.AddColumn<string>(
                name: "Counts",
                table: "Indicators",
                type: "TEXT",
                maxLength: 40,
                nullable: true);

            migrationBuilder.AddColumn<DateOnly>(
                name: "NextTurn",
                table: "Groups",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Widenings",
                table: "Groups",
                type: "TEXT",
                nullable: false,
                defaultValueSql: "'[]'");

            migrationBuilder.AddPrimaryKey(
                name: "PK_KnownHeadings",
                table: "KnownHeadings",
                columns: new[] { "Authority", "List", "Heading" });

            migrationBuilder.CreateTable(
                name: "ImportedVoices",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Process = table.Column<Guid>(type: "TEXT", nullable: false),
                    Label = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Count = table.Column<int>(type: "INTEGER", nullable: false),
                    First = table.Column<string>(type: "TEXT", maxLength: 24, nullable: false),
                    Last = table.Column<string>(type: "TEXT", maxLength: 24, nullable: false),
                    At = table.Column<string>(type: "TEXT", nullable: false),
                    Revision = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ImportedVoices", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "LetterReceipts",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Authority = table.Column<Guid>(type: "TEXT", nullable: false),
                    Letter = table.Column<Guid>(type: "TEXT", nullable: false),
                    Kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Message = table.Column<string>(type: "TEXT", maxLength: 300, nullable: false),
                    At = table.Column<string>(type: "TEXT", nullable: false),
                    Address = table.Column<string>(type: "TEXT", maxLength: 254, nullable: false),
                    Words = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: false),
                    Source = table.Column<byte[]>(type: "BLOB", nullable: false),
                    By = table.Column<Guid>(type: "TEXT", nullable: true),
                    Kept = table.Column<string>(type: "TEXT", nullable: false),
                    Revision = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_LetterReceipts", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "OtherWords",
                columns: table => new
                {
                    Process = table.Column<Guid>(type: "TEXT", nullable: false),
                    IsTheme = table.Column<bool>(type: "INTEGER", nullable: false),
                    Words = table.Column<string>(type: "TEXT", maxLength: 120, nullable: false),
                    Key = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_OtherWords", x => new { x.Process, x.IsTheme, x.Words });
                });

            migrationBuilder.CreateTable(
                name: "OwnTemplates",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Authority = table.Column<Guid>(type: "TEXT", nullable: false),
                    Key = table.Column<string>(type: "TEXT", maxLength: 80, nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 120, nullable: false),
                    Json = table.Column<string>(type: "TEXT", nullable: false),
                    Made = table.Column<string>(type: "TEXT", nullable: false),
                    Revision = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_OwnTemplates", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "TroubledAddresses",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Authority = table.Column<Guid>(type: "TEXT", nullable: false),
                    Address = table.Column<string>(type: "TEXT", maxLength: 254, nullable: false),
                    Soft = table.Column<int>(type: "INTEGER", nullable: false),
                    Stopped = table.Column<string>(type: "TEXT", nullable: true),
                    Last = table.Column<string>(type: "TEXT", nullable: false),
                    Why = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: false),
                    Revision = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_TroubledAddresses", x => x.Id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_MailServers_Authority_IsCertified",
                table: "MailServers",
                columns: new[] { "Authority", "IsCertified" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Groups_NextTurn",
                table: "Groups",
                column: "NextTurn");

            migrationBuilder.CreateIndex(
                name: "IX_ImportedVoices_Process",
                table: "ImportedVoices",
                column: "Process");

            migrationBuilder.CreateIndex(
                name: "IX_LetterReceipts_Authority_Address",
                table: "LetterReceipts",
                columns: new[] { "Authority", "Address" });

            migrationBuilder.CreateIndex(
                name: "IX_LetterReceipts_Letter_Message",
                table: "LetterReceipts",
                columns: new[] { "Letter", "Message" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_OwnTemplates_Authority_Key",
                table: "OwnTemplates",
                columns: new[] { "Authority", "Key" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_TroubledAddresses_Authority_Address",
                table: "TroubledAddresses",
                columns: new[] { "Authority", "Address" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "ImportedVoices");

            migrationBuilder.DropTable(
                name: "LetterReceipts");

            migrationBuilder.DropTable(
                name: "OtherWords");

            migrationBuilder.DropTable(
                name: "OwnTemplates");

            migrationBuilder.DropTable(
                name: "TroubledAddresses");

            migrationBuilder.DropIndex(
                name: "IX_MailServers_Authority_IsCertified",
                table: "MailServers");

            migrationBuilder.DropPrimaryKey(
                name: "PK_KnownHeadings",
                table: "KnownHeadings");

            migrationBuilder.DropIndex(
                name: "IX_Groups_NextTurn",
                table: "Groups");

            migrationBuilder.DropColumn(
                name: "Pec",
                table: "Summonses");

            migrationBuilder.DropColumn(
                name: "Archived",
                table: "Stakeholders");

            migrationBuilder.DropColumn(
                name: "ArchivedWhy",
                table: "Stakeholders");

            migrationBuilder.DropColumn(
                name: "IsWaiting",
                table: "Registrations");

            migrationBuilder.DropColumn(
                name: "VideoLink",
                table: "Meetings");

            migrationBuilder.DropColumn(
                name: "Counted",
                table: "Measurements");

            migrationBuilder.DropColumn(
                name: "IsCertified",
                table: "MailServers");

            migrationBuilder.DropColumn(
                name: "MailboxEpoch",
                table: "MailServers");

            migrationBuilder.DropColumn(
                name: "MailboxFault",
                table: "MailServers");

            migrationBuilder.DropColumn(
                name: "MailboxHost",
                table: "MailServers");

            migrationBuilder.DropColumn(
                name: "MailboxLast",
                table: "MailServers");

            migrationBuilder.DropColumn(
                name: "MailboxPort",
                table: "MailServers");

            migrationBuilder.DropColumn(
                name: "MailboxRead",
                table: "MailServers");

            migrationBuilder.DropColumn(
                name: "MailboxSecurity",
                table: "MailServers");

            migrationBuilder.DropColumn(
                name: "IsCertified",
                table: "Letters");

            migrationBuilder.DropColumn(
                name: "List",
                table: "KnownHeadings");

            migrationBuilder.DropColumn(
                name: "Counts",
                table: "Indicators");

            migrationBuilder.DropColumn(
                name: "NextTurn",
                table: "Groups");

            migrationBuilder.DropColumn(
                name: "Widenings",
                table: "Groups");

            migrationBuilder.AddPrimaryKey(
                name: "PK_KnownHeadings",
                table: "KnownHeadings",
                columns: new[] { "Authority", "Heading" });

            migrationBuilder.CreateIndex(
                name: "IX_MailServers_Authority",
                table: "MailServers",
                column: "Authority",
                unique: true);
        }
    }
}
