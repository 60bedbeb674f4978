/** Given names and surnames of the fictional staff. ASCII, so that they serve as mail addresses as they are. */
export const GIVEN_NAMES: readonly string[] =
  'Aaliyah Adrian Agnes Alasdair Amara Anneke Anton Beatriz Benedict Bethan Bram Callum Camille Carys Cedric Chandra Chloe Colette Conrad Daan Daphne Declan Delphine Dilip Edith Eleni Elif Elodie Emeka Esme Farah Felix Fenna Fergus Freya Gareth Gilles Greta Hamish Hana Hugo Ibrahim Idris Imogen Ines Ingrid Isla Ivo Jadwiga Jasper Joost Josephine Kadir Kaori Kenji Kirsten Lakshmi Lars Leila Lennart Lorna Lucien Maarten Maeve Malik Marguerite Marisol Mathilde Meera Milo Nadia Neela Niamh Noor Olivier Oonagh Oscar Padma Pascal Petra Pieter Priya Quentin Rafael Ravi Renske Rhona Roisin Rosalind Ruben Samira Sander Selma Siobhan Soren Stellan Sunita Tamsin Theo Tomasz Ursula Valerie Viktor Wei Willem Xanthe Yara Yusuf Zofia'.split(
    ' ',
  );

export const SURNAMES: readonly string[] =
  'Abernathy Achterberg Adeyemi Ainsworth Almeida Asante Ashdown Bakshi Balfour Barraclough Beaumont Bergstrom Birtwistle Blanchard Boateng Bosman Bramwell Brennan Broadbent Calloway Castellan Chatterjee Chaudhry Chen Clitheroe Coppens Cordero Crossley Dalgleish Darlington Dekker Delacroix Devereux Dijkstra Drummond Dubois Eastwood Ekwueme Ellery Entwistle Fairclough Fontaine Forsythe Fournier Gallagher Garnier Ghosh Goodall Greenhalgh Grimshaw Haddad Hargreaves Hartigan Haverkamp Heathcote Hollis Holloway Huang Iyer Jansma Jongbloed Kavanagh Kerrigan Khatri Kingsley Kowalczyk Lachance Langeveld Lefevre Leung Lindqvist Lockhart MacAllister Maddox Marchetti Mazur Mensah Merriweather Mistry Moreau Nakamura Nayar Ngata Nyberg Oakden Obasanjo Okafor Osterhout Pemberton Pereira Peverell Pilkington Quarshie Rahman Ravensdale Renault Rosenthal Rutherford Sandoval Schouten Shackleton Silvestri Sokolov Stapleton Steenbergen Sutcliffe Tanaka Thackeray Thibault Thornbury Underhill Vandermeer Vasquez Verhoeven Wainwright Weatherby Whitlock Winterbourne Yamamoto Yeboah Zielinski'.split(
    ' ',
  );

/** Subjects of ordinary mail of a freight forwarder; `#` stands for a number. */
export const SUBJECTS: readonly string[] = [
  'Booking confirmation TF-#',
  'RE: Booking confirmation TF-#',
  'Arrival notice, container TBRU#',
  'Customs entry # needs a commodity code',
  'Invoice #',
  'RE: Invoice #',
  'Delivery slot for order #',
  'Rate request Rotterdam - Toronto, ref #',
  'FW: Damage report #',
  'Minutes of the operations meeting',
  'Rota for next week',
  'Your expense claim # was approved',
  'Timesheet reminder',
  'Lunch on Thursday?',
  'RE: Lunch on Thursday?',
  'Warehouse stock count, week #',
  'Demurrage dispute, file #',
  'Signed contract, carrier #',
  'Quarterly forecast, draft #',
  'Training: dangerous goods by road',
];

/** Hosts that write to the staff, with the form of their message ids: `counter` (time and a running number), `guid`. */
export const SENDERS: readonly (readonly [host: string, form: 'counter' | 'guid'])[] = [
  ['mail.meadowgate.example', 'counter'],
  ['smtp.harrowline.example', 'counter'],
  ['mta2.oakhaven-customs.example', 'counter'],
  ['post.zuiderhaven.example', 'counter'],
  ['notify.peregrine-crm.example', 'guid'],
  ['news.portwatch.example', 'counter'],
  ['mx.lumenfold.example', 'counter'],
];

export const DOCUMENT_NAMES: readonly string[] = [
  'Rate sheet 2026.xlsx',
  'Carrier contacts.xlsx',
  'Customs checklist.docx',
  'Operations handbook.pdf',
  'Budget 2026.xlsx',
  'Fleet plan.pptx',
  'Site visit notes.docx',
  'Claims register.xlsx',
  'Onboarding.docx',
  'Warehouse layout.pdf',
];

/** Attachments of mail that is sent or deleted, with their sizes as Exchange writes them. */
export const ATTACHMENTS: readonly string[] = [
  'bill-of-lading.pdf (184320b)',
  'packing-list.xlsx (28113b)',
  'image001.png (4512b)',
  'invoice.pdf (91377b); image001.png (4512b)',
  'photo-damage-1.jpg (1843021b); photo-damage-2.jpg (1722904b)',
];
