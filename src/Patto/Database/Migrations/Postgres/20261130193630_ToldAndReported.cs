using System;
using System.Collections.Generic;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Patto.Database.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class ToldAndReported : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<Guid>(
                name: "Authority",
                table: "Updates",
                type: "uuid",
                nullable: false,
                defaultValue: new Guid("00000000-0000-0000-0000-000000000000"));

            // What happened before belongs to the authority of its process.
            migrationBuilder.Sql("""
                UPDATE "Updates" SET "Authority" = (SELECT p."Authority" FROM "Processes" p WHERE p."Id" = "Updates"."Process")
                WHERE "Process" IN (SELECT "Id" FROM "Processes")
                """);

            migrationBuilder.AddColumn<string>(
                name: "Text",
                table: "Updates",
                type: "character varying(80)",
                maxLength: 80,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Theme",
                table: "Updates",
                type: "character varying(60)",
                maxLength: 60,
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "When",
                table: "Updates",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AlterColumn<Guid>(
                name: "Process",
                table: "Subscriptions",
                type: "uuid",
                nullable: true,
                oldClrType: typeof(Guid),
                oldType: "uuid");

            migrationBuilder.AddColumn<Guid>(
                name: "Account",
                table: "Subscriptions",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "Changed",
                table: "Subscriptions",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Frequency",
                table: "Subscriptions",
                type: "character varying(40)",
                maxLength: 40,
                nullable: false,
                defaultValue: "AtOnce");

            migrationBuilder.AddColumn<Guid>(
                name: "Person",
                table: "Subscriptions",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Theme",
                table: "Subscriptions",
                type: "character varying(60)",
                maxLength: 60,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Thing",
                table: "Subscriptions",
                type: "character varying(80)",
                maxLength: 80,
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "Untold",
                table: "Subscriptions",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "Looked",
                table: "People",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "IsCalm",
                table: "Letters",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "Unsubscribe",
                table: "Letters",
                type: "character varying(500)",
                maxLength: 500,
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "Concludes",
                table: "HandOvers",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "Reach",
                table: "Contributions",
                type: "character varying(40)",
                maxLength: 40,
                nullable: false,
                defaultValue: "Said");

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "Reached",
                table: "Contributions",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "GuarantorNotes",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Authority = table.Column<Guid>(type: "uuid", nullable: false),
                    Process = table.Column<Guid>(type: "uuid", nullable: false),
                    Kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    Text = table.Column<string>(type: "text", nullable: false),
                    Due = table.Column<DateOnly>(type: "date", nullable: true),
                    IsPublic = table.Column<bool>(type: "boolean", nullable: false),
                    At = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    Answer = table.Column<string>(type: "text", nullable: true),
                    AnsweredAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    Former = table.Column<string>(type: "text", nullable: true),
                    Withdrawn = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    WithdrawnWhy = table.Column<string>(type: "text", nullable: false),
                    Revision = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_GuarantorNotes", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "ReportEditions",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Authority = table.Column<Guid>(type: "uuid", nullable: false),
                    Report = table.Column<Guid>(type: "uuid", nullable: false),
                    Number = table.Column<int>(type: "integer", nullable: false),
                    Title = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    Parts = table.Column<string>(type: "text", nullable: false),
                    Hash = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    Stays = table.Column<string>(type: "text", nullable: false),
                    IsFinal = table.Column<bool>(type: "boolean", nullable: false),
                    At = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    Revision = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ReportEditions", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Reports",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Authority = table.Column<Guid>(type: "uuid", nullable: false),
                    Process = table.Column<Guid>(type: "uuid", nullable: false),
                    Kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    Number = table.Column<int>(type: "integer", nullable: false),
                    Title = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    IsPartial = table.Column<bool>(type: "boolean", nullable: false),
                    State = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    At = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    Edition = table.Column<int>(type: "integer", nullable: false),
                    Table = table.Column<string>(type: "text", nullable: true),
                    Verdicts = table.Column<string>(type: "text", nullable: false),
                    SentTo = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    SentOn = table.Column<DateOnly>(type: "date", nullable: true),
                    Reference = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    HandOver = table.Column<Guid>(type: "uuid", nullable: true),
                    Revision = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Reports", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "ReportSections",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Authority = table.Column<Guid>(type: "uuid", nullable: false),
                    Report = table.Column<Guid>(type: "uuid", nullable: false),
                    Number = table.Column<int>(type: "integer", nullable: false),
                    Key = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    Text = table.Column<string>(type: "text", nullable: false),
                    Drawn = table.Column<string>(type: "text", nullable: false),
                    DrawnAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    Kept = table.Column<string>(type: "text", nullable: false),
                    Revision = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ReportSections", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "TableRounds",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Meeting = table.Column<Guid>(type: "uuid", nullable: false),
                    Cards = table.Column<List<string>>(type: "text[]", nullable: false),
                    Tables = table.Column<int>(type: "integer", nullable: false),
                    Minutes = table.Column<int>(type: "integer", nullable: false),
                    Questions = table.Column<List<string>>(type: "text[]", nullable: false),
                    Apart = table.Column<string>(type: "text", nullable: false),
                    TableOf = table.Column<string>(type: "text", nullable: false),
                    Gone = table.Column<List<int>>(type: "integer[]", nullable: false),
                    Repeats = table.Column<long>(type: "bigint", nullable: false),
                    Least = table.Column<long>(type: "bigint", nullable: true),
                    Current = table.Column<int>(type: "integer", nullable: false),
                    Began = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    Revision = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_TableRounds", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "TableVoices",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Authority = table.Column<Guid>(type: "uuid", nullable: false),
                    Report = table.Column<Guid>(type: "uuid", nullable: false),
                    Edition = table.Column<int>(type: "integer", nullable: false),
                    Account = table.Column<Guid>(type: "uuid", nullable: false),
                    Seat = table.Column<Guid>(type: "uuid", nullable: false),
                    Interest = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    Answer = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    Words = table.Column<string>(type: "text", nullable: false),
                    At = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    Revision = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_TableVoices", x => x.Id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Updates_Authority_At",
                table: "Updates",
                columns: new[] { "Authority", "At" });

            migrationBuilder.CreateIndex(
                name: "IX_Subscriptions_Authority_Frequency_Email",
                table: "Subscriptions",
                columns: new[] { "Authority", "Frequency", "Email" });

            migrationBuilder.CreateIndex(
                name: "IX_Subscriptions_Person",
                table: "Subscriptions",
                column: "Person");

            migrationBuilder.CreateIndex(
                name: "IX_Subscriptions_Thing",
                table: "Subscriptions",
                column: "Thing");

            migrationBuilder.CreateIndex(
                name: "IX_Contributions_Process_IsPublic_Reach_PublishedAt_Number",
                table: "Contributions",
                columns: new[] { "Process", "IsPublic", "Reach", "PublishedAt", "Number" });

            migrationBuilder.CreateIndex(
                name: "IX_Contributions_Speaker",
                table: "Contributions",
                column: "Speaker");

            migrationBuilder.CreateIndex(
                name: "IX_GuarantorNotes_Process_At",
                table: "GuarantorNotes",
                columns: new[] { "Process", "At" });

            migrationBuilder.CreateIndex(
                name: "IX_ReportEditions_Report_Number",
                table: "ReportEditions",
                columns: new[] { "Report", "Number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Reports_Process_Number",
                table: "Reports",
                columns: new[] { "Process", "Number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_ReportSections_Report_Number",
                table: "ReportSections",
                columns: new[] { "Report", "Number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_TableRounds_Meeting",
                table: "TableRounds",
                column: "Meeting",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_TableVoices_Report_Edition_Account",
                table: "TableVoices",
                columns: new[] { "Report", "Edition", "Account" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "GuarantorNotes");

            migrationBuilder.DropTable(
                name: "ReportEditions");

            migrationBuilder.DropTable(
                name: "Reports");

            migrationBuilder.DropTable(
                name: "ReportSections");

            migrationBuilder.DropTable(
                name: "TableRounds");

            migrationBuilder.DropTable(
                name: "TableVoices");

            migrationBuilder.DropIndex(
                name: "IX_Updates_Authority_At",
                table: "Updates");

            migrationBuilder.DropIndex(
                name: "IX_Subscriptions_Authority_Frequency_Email",
                table: "Subscriptions");

            migrationBuilder.DropIndex(
                name: "IX_Subscriptions_Person",
                table: "Subscriptions");

            migrationBuilder.DropIndex(
                name: "IX_Subscriptions_Thing",
                table: "Subscriptions");

            migrationBuilder.DropIndex(
                name: "IX_Contributions_Process_IsPublic_Reach_PublishedAt_Number",
                table: "Contributions");

            migrationBuilder.DropIndex(
                name: "IX_Contributions_Speaker",
                table: "Contributions");

            migrationBuilder.DropColumn(
                name: "Authority",
                table: "Updates");

            migrationBuilder.DropColumn(
                name: "Text",
                table: "Updates");

            migrationBuilder.DropColumn(
                name: "Theme",
                table: "Updates");

            migrationBuilder.DropColumn(
                name: "When",
                table: "Updates");

            migrationBuilder.DropColumn(
                name: "Account",
                table: "Subscriptions");

            migrationBuilder.DropColumn(
                name: "Changed",
                table: "Subscriptions");

            migrationBuilder.DropColumn(
                name: "Frequency",
                table: "Subscriptions");

            migrationBuilder.DropColumn(
                name: "Person",
                table: "Subscriptions");

            migrationBuilder.DropColumn(
                name: "Theme",
                table: "Subscriptions");

            migrationBuilder.DropColumn(
                name: "Thing",
                table: "Subscriptions");

            migrationBuilder.DropColumn(
                name: "Untold",
                table: "Subscriptions");

            migrationBuilder.DropColumn(
                name: "Looked",
                table: "People");

            migrationBuilder.DropColumn(
                name: "IsCalm",
                table: "Letters");

            migrationBuilder.DropColumn(
                name: "Unsubscribe",
                table: "Letters");

            migrationBuilder.DropColumn(
                name: "Concludes",
                table: "HandOvers");

            migrationBuilder.DropColumn(
                name: "Reach",
                table: "Contributions");

            migrationBuilder.DropColumn(
                name: "Reached",
                table: "Contributions");

            migrationBuilder.AlterColumn<Guid>(
                name: "Process",
                table: "Subscriptions",
                type: "uuid",
                nullable: false,
                defaultValue: new Guid("00000000-0000-0000-0000-000000000000"),
                oldClrType: typeof(Guid),
                oldType: "uuid",
                oldNullable: true);
        }
    }
}
