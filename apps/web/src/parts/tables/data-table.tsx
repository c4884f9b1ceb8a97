import { Table } from '@mantine/core';
import type { ReactNode } from 'react';
import { useFold } from '../shell/use-fold.js';
import classes from './data-table.module.css';

export interface Column<Row> {
  readonly title: string;
  readonly cell: (row: Row) => ReactNode;
  /** Numbers and times are set flush right. */
  readonly numeric?: boolean;
}

interface Props<Row> {
  /** Says what the table holds, for screen readers. */
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row) => string;
  /** Rows shown before the reader asks for all. */
  readonly most?: number;
}

/** About two screens; a commit or a feed of a large installation has hundreds. */
const MOST_ROWS = 40;

/**
 * Rows of facts. On a phone each row becomes a block of labelled lines; the roles are written out
 * because browsers forget that something is a table once it is displayed as blocks.
 */
export function DataTable<Row>({ label, columns, rows, keyOf, most = MOST_ROWS }: Props<Row>) {
  const { shown, button } = useFold(rows, most, 'rows');
  return (
    <>
      <Table
        className={classes.table}
        verticalSpacing={8}
        horizontalSpacing={12}
        aria-label={label}
        role="table"
      >
        <Table.Thead role="rowgroup">
          <Table.Tr role="row">
            {columns.map(({ title, numeric }) => (
              <Table.Th key={title} role="columnheader" scope="col" data-numeric={numeric}>
                {title}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody role="rowgroup">
          {shown.map((row) => (
            <Table.Tr key={keyOf(row)} role="row">
              {columns.map(({ title, cell, numeric }) => (
                <Table.Td key={title} role="cell" data-title={title} data-numeric={numeric}>
                  <div>{cell(row)}</div>
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      {button}
    </>
  );
}
