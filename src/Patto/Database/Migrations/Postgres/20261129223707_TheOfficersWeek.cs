using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Patto.Database.Migrations.Postgres
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
                type: "character varying(254)",
                maxLength: 254,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "Archived",
                table: "Stakeholders",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "ArchivedWhy",
                table: "Stakeholders",
                type: "character varying(300)",
                maxLength: 300,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<bool>(
                name: "IsWaiting",
                table: "Registrations",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "VideoLink",
                table: "Meetings",
                type: "character varying(500)",
                maxLength: 500,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<bool>(
                name: "Counted",
                table: "Measurements",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<bool>(
                name: "IsCertified",
                table: "MailServers",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<long>(
                name: "MailboxEpoch",
                table: "MailServers",
                type: "bigint",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<string>(
                name: "MailboxFault",
                table: "MailServers",
                type: "character varying(500)",
                maxLength: 500,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "MailboxHost",
                table: "MailServers",
                type: "character varying(200)",
                maxLength: 200,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<long>(
                name: "MailboxLast",
                table: "MailServers",
                type: "bigint",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<int>(
                name: "MailboxPort",
                table: "MailServers",
                type: "integer",
                nullable: false,
                defaultValue: 993);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "MailboxRead",
                table: "MailServers",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "MailboxSecurity",
                table: "MailServers",
                type: "character varying(40)",
                maxLength: 40,
                nullable: false,
                defaultValue: "Tls");

            migrationBuilder.AddColumn<bool>(
                name: "IsCertified",
                table: "Letters",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "List",
                table: "KnownHeadings",
                type: "character varying(40)",
                maxLength: 40,
                nullable: false,
                defaultValue: "stakeholders");

            migrationBuilder.AddColumn<string>(
                name: "Counts",
                table: "Indicators",
                type: "character varying(40)",
                maxLength: 40,
                nullable: true);

            migrationBuilder.AddColumn<DateOnly>(
                name: "NextTurn",
                table: "Groups",
                type: "date",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Widenings",
                table: "Groups",
                type: "text",
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
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Process = table.Column<Guid>(type: "uuid", nullable: false),
                    Label = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    Count = table.Column<int>(type: "integer", nullable: false),
                    First = table.Column<string>(type: "character varying(24)", maxLength: 24, nullable: false),
                    Last = table.Column<string>(type: "character varying(24)", maxLength: 24, nullable: false),
                    At = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    Revision = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ImportedVoices", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "LetterReceipts",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Authority = table.Column<Guid>(type: "uuid", nullable: false),
                    Letter = table.Column<Guid>(type: "uuid", nullable: false),
                    Kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    Message = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    At = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    Address = table.Column<string>(type: "character varying(254)", maxLength: 254, nullable: false),
                    Words = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false),
                    Source = table.Column<byte[]>(type: "bytea", nullable: false),
                    By = table.Column<Guid>(type: "uuid", nullable: true),
                    Kept = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    Revision = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_LetterReceipts", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "OtherWords",
                columns: table => new
                {
                    Process = table.Column<Guid>(type: "uuid", nullable: false),
                    IsTheme = table.Column<bool>(type: "boolean", nullable: false),
                    Words = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    Key = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_OtherWords", x => new { x.Process, x.IsTheme, x.Words });
                });

            migrationBuilder.CreateTable(
                name: "OwnTemplates",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Authority = table.Column<Guid>(type: "uuid", nullable: false),
                    Key = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: false),
                    Name = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    Json = table.Column<string>(type: "text", nullable: false),
                    Made = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    Revision = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_OwnTemplates", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "TroubledAddresses",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Authority = table.Column<Guid>(type: "uuid", nullable: false),
                    Address = table.Column<string>(type: "character varying(254)", maxLength: 254, nullable: false),
                    Soft = table.Column<int>(type: "integer", nullable: false),
                    Stopped = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    Last = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    Why = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false),
                    Revision = table.Column<int>(type: "integer", nullable: false)
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
